// Level tables: open addressing over the levels that the model knows. Texts that are in none are TypeScript's.
import {
  SLOT_BYTES,
  SLOT_CODE,
  SLOT_HASH,
  SLOT_LENGTH,
  SLOT_TEXT,
  TABLE_MASK,
  TABLE_SEED,
  TABLE_SLOTS,
} from './layout';

const WORD: u32 = 8;
/** Odd, its bits without a pattern: 2^64 divided by the golden ratio. */
const FACTOR: u64 = 0x9e3779b97f4a7c15;

/** Puts a level, `length` bytes from `text` on, into a table with a free slot. Of equal texts the first one is found. */
export function addLevel(table: usize, text: usize, length: u32, code: i32): void {
  const hash = hashOf(text, length, load<u32>(table, TABLE_SEED));
  let slot = hash;
  while (load<u32>(slotAt(table, slot), SLOT_LENGTH) != 0) slot++;
  const at = slotAt(table, slot);
  store<u32>(at, hash, SLOT_HASH);
  store<i32>(at, code, SLOT_CODE);
  store<u32>(at, <u32>text, SLOT_TEXT);
  store<u32>(at, length, SLOT_LENGTH);
}

/** The code of a text, or -1. */
export function findLevel(table: usize, text: usize, length: u32): i32 {
  const hash = hashOf(text, length, load<u32>(table, TABLE_SEED));
  let at = slotAt(table, hash);
  for (let slot = hash; load<u32>(at, SLOT_LENGTH) != 0; at = slotAt(table, ++slot)) {
    if (load<u32>(at, SLOT_LENGTH) != length || load<u32>(at, SLOT_HASH) != hash) continue;
    if (areEqual(load<u32>(at, SLOT_TEXT), text, length)) return load<i32>(at, SLOT_CODE);
  }
  return -1;
}

@inline
function slotAt(table: usize, slot: u32): usize {
  return <usize>load<u32>(table, TABLE_SLOTS) + <usize>(slot & load<u32>(table, TABLE_MASK)) * SLOT_BYTES;
}

@inline
function hashOf(text: usize, length: u32, seed: u32): u32 {
  let hash = (<u64>seed << 32) | length;
  for (; length > WORD; length -= WORD) {
    hash = mixed(hash ^ load<u64>(text));
    text += WORD;
  }
  hash = mixed(hash ^ lastWord(text, length));
  return <u32>(hash >> 32);
}

@inline
function mixed(word: u64): u64 {
  const product = word * FACTOR;
  return product ^ (product >> 32);
}

@inline
function areEqual(a: usize, b: usize, length: u32): bool {
  for (; length > WORD; length -= WORD) {
    if (load<u64>(a) != load<u64>(b)) return false;
    a += WORD;
    b += WORD;
  }
  return lastWord(a, length) == lastWord(b, length);
}

/** The 1 to 8 bytes that are left. */
@inline
function lastWord(text: usize, length: u32): u64 {
  return load<u64>(text) << ((WORD - length) << 3);
}
