// Bit planes of a tile of rows (pictures in layout.ts): for every threshold of a column the bits of the rows that are not below it.
//
// No cell is compared with every threshold. A row's bit is set in the planes of the thresholds up to its rank, so it is
// noted in one place, the first plane without it, and a running exclusive or over the planes of the column does the rest.
import {
  BATCH_LEVEL_SLOT_COUNT,
  BATCH_LEVEL_SLOTS,
  BATCH_SLOT_COUNT,
  BATCH_SLOTS,
  BLOCK_CELLS,
  BLOCK_STRIDE,
  LANES,
  LEVEL_SLOT_BYTES,
  LEVEL_SLOT_COLUMN,
  PLANE_BYTES,
  PLANE_ROWS,
  SLICED_FLOATS,
  SLICED_NA,
  SLICED_PLANES,
  SLICED_PLANES_BYTES,
  SLICED_SLOT_BYTES,
  SLICED_SLOT_COLUMN,
  SLICED_SLOT_COMPARISONS,
  SLICED_SLOT_COUNT,
  SLICED_SLOT_FIRST,
  SLICED_SLOT_LAST_BUCKET,
  SLICED_SLOT_LOWEST,
  SLICED_SLOT_NA_COUNT,
  SLICED_SLOT_NA_PLANES,
  SLICED_SLOT_SCALE,
  SLICED_SLOT_STARTS,
  SLICED_SLOT_THRESHOLDS,
} from './layout';
import { bitOf, byteOf, flip } from './plane-bits';
import { fillSets } from './sets';
import { fourRoundedDown } from './tile';

/** 2^23: a float between 0 and 2^22 that is added to it has its nearest whole number in the lowest bits. */
const TO_WHOLE: f32 = 8388608;
/** Makes the planes of a batch from `rows` rows of a block, at most PLANE_ROWS, from `firstRow` on. */
export function fillPlanes(
  forest: usize,
  batch: usize,
  input: usize,
  firstRow: u32,
  rows: u32,
): void {
  const floats: usize = load<u32>(forest, SLICED_FLOATS);
  const na: usize = load<u32>(forest, SLICED_NA);
  const cells = load<u32>(input, BLOCK_CELLS) + firstRow * sizeof<f64>();
  const stride = load<u32>(input, BLOCK_STRIDE);
  memory.fill(load<u32>(forest, SLICED_PLANES), 0, load<u32>(forest, SLICED_PLANES_BYTES));
  let slot: usize = load<u32>(batch, BATCH_SLOTS);
  const end = slot + load<u32>(batch, BATCH_SLOT_COUNT) * SLICED_SLOT_BYTES;
  for (; slot < end; slot += SLICED_SLOT_BYTES) {
    const someNa = fillFloats(cells + load<u32>(slot, SLICED_SLOT_COLUMN) * stride, rows, floats);
    noteRanks(slot, floats, rows);
    spread(slot);
    if (someNa) {
      findNa(floats, na);
      turnNa(slot, v128.load(na));
    }
  }
  let levelSlot: usize = load<u32>(batch, BATCH_LEVEL_SLOTS);
  const levelSlotsEnd = levelSlot + load<u32>(batch, BATCH_LEVEL_SLOT_COUNT) * LEVEL_SLOT_BYTES;
  for (; levelSlot < levelSlotsEnd; levelSlot += LEVEL_SLOT_BYTES) {
    fillSets(levelSlot, cells + load<u32>(levelSlot, LEVEL_SLOT_COLUMN) * stride, rows);
  }
}

/** Cells in float, rounded down, which changes no comparison with a float; whole groups of LANES rows. True if one is NaN. */
@inline
function fillFloats(from: usize, rows: u32, to: usize): bool {
  const end = to + rows * sizeof<f32>();
  const nan = f32x4.splat(NaN);
  let nas = i32x4.splat(0);
  while (to < end) {
    const low = fourRoundedDown(v128.load(from), v128.load(from, 16), nan);
    const high = fourRoundedDown(v128.load(from, 32), v128.load(from, 48), nan);
    nas = v128.or(nas, v128.or(f32x4.ne(low, low), f32x4.ne(high, high)));
    v128.store(to, low);
    v128.store(to, high, 16);
    from += LANES * sizeof<f64>();
    to += LANES * sizeof<f32>();
  }
  return v128.any_true(nas);
}

/** Flips the bit of each row in the plane whose number is the row's rank: how many of the thresholds are not above its cell. */
@inline
function noteRanks(slot: usize, floats: usize, rows: u32): void {
  const comparisons = load<u32>(slot, SLICED_SLOT_COMPARISONS);
  if (comparisons == 1) noteNear(slot, floats, rows, 1);
  else if (comparisons == 2) noteNear(slot, floats, rows, 2);
  else if (comparisons == 3) noteNear(slot, floats, rows, 3);
  else if (comparisons == 4) noteNear(slot, floats, rows, 4);
  else noteSearched(slot, floats, rows);
}

/** A cell's bucket tells which thresholds are surely below it; at most 4 * `comparisons` more are looked at. */
@inline
function noteNear(slot: usize, floats: usize, rows: u32, comparisons: u32): void {
  const lowest = v128.load32_splat(slot, SLICED_SLOT_LOWEST);
  const scale = v128.load32_splat(slot, SLICED_SLOT_SCALE);
  const last = v128.load32_splat(slot, SLICED_SLOT_LAST_BUCKET);
  const zero = f32x4.splat(0);
  const toWhole = f32x4.splat(TO_WHOLE);
  const starts: usize = load<u32>(slot, SLICED_SLOT_STARTS);
  const thresholds: usize = load<u32>(slot, SLICED_SLOT_THRESHOLDS);
  const planes: usize = load<u32>(slot, SLICED_SLOT_FIRST);
  for (let row: u32 = 0; row < rows; row += 4) {
    const cells = v128.load(floats);
    // Of NaN, pmax and pmin return the first operand. All of it never falls where cells rise.
    const at = f32x4.pmin(last, f32x4.pmax(zero, f32x4.mul(f32x4.sub(cells, lowest), scale)));
    const buckets = i32x4.shl(v128.and(f32x4.add(at, toWhole), i32x4.splat(0x3fffff)), 1);
    const bit = bitOf(row);
    const byte = planes + byteOf(row);
    flip(byte, rankNear(thresholds, starts + i32x4.extract_lane(buckets, 0), v128.shuffle<i32>(cells, cells, 0, 0, 0, 0), comparisons), bit);
    flip(byte + 1, rankNear(thresholds, starts + i32x4.extract_lane(buckets, 1), v128.shuffle<i32>(cells, cells, 1, 1, 1, 1), comparisons), bit);
    flip(byte + 2, rankNear(thresholds, starts + i32x4.extract_lane(buckets, 2), v128.shuffle<i32>(cells, cells, 2, 2, 2, 2), comparisons), bit);
    flip(byte + 3, rankNear(thresholds, starts + i32x4.extract_lane(buckets, 3), v128.shuffle<i32>(cells, cells, 3, 3, 3, 3), comparisons), bit);
    floats += 4 * sizeof<f32>();
  }
}

@inline
function rankNear(thresholds: usize, start: usize, cell: v128, comparisons: u32): u32 {
  const below: u32 = load<u16>(start);
  const near = thresholds + (below << 2);
  let rank = below + popcnt<u32>(i32x4.bitmask(f32x4.le(v128.load(near), cell)));
  if (comparisons > 1) rank += popcnt<u32>(i32x4.bitmask(f32x4.le(v128.load(near, 16), cell)));
  if (comparisons > 2) rank += popcnt<u32>(i32x4.bitmask(f32x4.le(v128.load(near, 32), cell)));
  if (comparisons > 3) rank += popcnt<u32>(i32x4.bitmask(f32x4.le(v128.load(near, 48), cell)));
  return rank;
}

/** Where too many thresholds lie in one bucket: by halves. */
function noteSearched(slot: usize, floats: usize, rows: u32): void {
  const thresholds: usize = load<u32>(slot, SLICED_SLOT_THRESHOLDS);
  const planes: usize = load<u32>(slot, SLICED_SLOT_FIRST);
  const count = load<u32>(slot, SLICED_SLOT_COUNT);
  for (let row: u32 = 0; row < rows; row++) {
    const cell = load<f32>(floats + (row << 2));
    let rank: u32 = 0;
    let left = count;
    while (left > 0) {
      const half = (left + 1) >> 1;
      rank += half * u32(load<f32>(thresholds + ((rank + half - 1) << 2)) <= cell);
      left -= half;
    }
    flip(planes + byteOf(row), rank, bitOf(row));
  }
}

/** From the places that were noted to planes: plane j has the rows whose rank is above j. */
@inline
function spread(slot: usize): void {
  let plane: usize = load<u32>(slot, SLICED_SLOT_FIRST);
  const end = plane + load<u32>(slot, SLICED_SLOT_COUNT) * PLANE_BYTES;
  let above = i8x16.splat(-1);
  for (; plane < end; plane += PLANE_BYTES) {
    above = v128.xor(above, v128.load(plane));
    v128.store(plane, above);
  }
}

/** The plane of NA. Rows behind those that were filled may be NA, too. */
function findNa(floats: usize, na: usize): void {
  let all = i8x16.splat(0);
  for (let bit = 0; bit < 8; bit++) {
    const sixteen = i8x16.narrow_i16x8_s(
      i16x8.narrow_i32x4_s(isNa(floats), isNa(floats + 16)),
      i16x8.narrow_i32x4_s(isNa(floats + 32), isNa(floats + 48)),
    );
    const inByte: i32 = 1 << bit;
    all = v128.or(all, v128.and(sixteen, i8x16.splat(<i8>inByte)));
    floats += 16 * sizeof<f32>();
  }
  v128.store(na, all);
}

@inline
function isNa(floats: usize): v128 {
  const cells = v128.load(floats);
  return f32x4.ne(cells, cells);
}

/** NA has rank 0 so far, and is left of every threshold. */
function turnNa(slot: usize, na: v128): void {
  let at: usize = load<u32>(slot, SLICED_SLOT_NA_PLANES);
  const end = at + load<u32>(slot, SLICED_SLOT_NA_COUNT) * sizeof<u32>();
  for (; at < end; at += sizeof<u32>()) {
    const plane: usize = load<u32>(at);
    v128.store(plane, v128.or(v128.load(plane), na));
  }
}
