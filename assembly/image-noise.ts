// Noise that is only asked where it is below a threshold: Philox4x32-10 as src/imaging/philox.ts, a word per pixel.
import { philox, WORDS } from './image-philox';

/** Keys of the ten rounds, a word in each lane: two vectors a round. */
const KEYS = memory.data(320, 16);
const ROUND_BYTES = 32;
/** A byte of ones or zeros for each of 32 words. */
const MARKS = memory.data(32, 16);

/** Value i is `below` where word i of the stream, its upper 24 bits, is less than `limit`, else `above`; bytes or doubles. */
export function noiseBelow(
  to: usize,
  count: u32,
  key0: u32,
  key1: u32,
  stream: u32,
  image: u32,
  copy: u32,
  limit: u32,
  below: f64,
  above: f64,
  isBytes: bool,
): void {
  if (ASC_FEATURE_SIMD) {
    setKeys(key0, key1);
    for (let i: u32 = 0; i < count; i += 32) {
      mark32(i >> 2, stream, image, copy, limit);
      const wanted = min(count - i, 32);
      if (isBytes) putBytes(to + i, wanted, <u8>below, <u8>above);
      else putDoubles(to + (i << 3), wanted, below, above);
    }
    return;
  }
  for (let i: u32 = 0; i < count; i++) {
    if ((i & 3) == 0) philox(i >> 2, stream, image, copy, key0, key1);
    const value = load<u32>(WORDS + ((i & 3) << 2)) >> 8 < limit ? below : above;
    if (isBytes) store<u8>(to + i, <u8>value);
    else store<f64>(to + (i << 3), value);
  }
}

@inline
function putBytes(to: usize, count: u32, below: u8, above: u8): void {
  const ones = i8x16.splat(below);
  const zeros = i8x16.splat(above);
  const first = v128.bitselect(ones, zeros, v128.load(MARKS));
  const second = v128.bitselect(ones, zeros, v128.load(MARKS, 16));
  if (count == 32) {
    v128.store(to, first);
    v128.store(to, second, 16);
  } else {
    v128.store(MARKS, first);
    v128.store(MARKS, second, 16);
    memory.copy(to, MARKS, count);
  }
}

@inline
function putDoubles(to: usize, count: u32, below: f64, above: f64): void {
  for (let i: u32 = 0; i < count; i++) store<f64>(to + (i << 3), above);
  let found = i8x16.bitmask(v128.load(MARKS)) | (i8x16.bitmask(v128.load(MARKS, 16)) << 16);
  for (; found != 0; found &= found - 1) {
    const i: u32 = ctz(found);
    if (i < count) store<f64>(to + (i << 3), below);
  }
}

function setKeys(key0: u32, key1: u32): void {
  for (let at = KEYS; at < KEYS + 10 * ROUND_BYTES; at += ROUND_BYTES) {
    v128.store(at, i32x4.splat(key0));
    v128.store(at, i32x4.splat(key1), 16);
    key0 += 0x9e3779b9;
    key1 += 0xbb67ae85;
  }
}

/** Marks words of eight blocks: four in the lanes of c, four in those of d, which wait for each other's products in turns. */
@inline
function mark32(block: u32, stream: u32, image: u32, copy: u32, limit: u32): void {
  let c0 = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3));
  let c1 = i32x4.splat(stream);
  let c2 = i32x4.splat(image);
  let c3 = i32x4.splat(copy);
  let d0 = i32x4.add(i32x4.splat(block), i32x4(4, 5, 6, 7));
  let d1 = c1;
  let d2 = c2;
  let d3 = c3;
  const factor0 = i32x4.splat(0xd2511f53);
  const factor1 = i32x4.splat(0xcd9e8d57);
  for (let at = KEYS; at < KEYS + 10 * ROUND_BYTES; at += ROUND_BYTES) {
    const key0 = v128.load(at);
    const key1 = v128.load(at, 16);
    const aLow = i64x2.extmul_low_i32x4_u(factor0, c0);
    const aHigh = i64x2.extmul_high_i32x4_u(factor0, c0);
    const bLow = i64x2.extmul_low_i32x4_u(factor1, c2);
    const bHigh = i64x2.extmul_high_i32x4_u(factor1, c2);
    c0 = v128.xor(v128.xor(upper(bLow, bHigh), c1), key0);
    c1 = lower(bLow, bHigh);
    c2 = v128.xor(v128.xor(upper(aLow, aHigh), c3), key1);
    c3 = lower(aLow, aHigh);
    const eLow = i64x2.extmul_low_i32x4_u(factor0, d0);
    const eHigh = i64x2.extmul_high_i32x4_u(factor0, d0);
    const fLow = i64x2.extmul_low_i32x4_u(factor1, d2);
    const fHigh = i64x2.extmul_high_i32x4_u(factor1, d2);
    d0 = v128.xor(v128.xor(upper(fLow, fHigh), d1), key0);
    d1 = lower(fLow, fHigh);
    d2 = v128.xor(v128.xor(upper(eLow, eHigh), d3), key1);
    d3 = lower(eLow, eHigh);
  }
  const limits = i32x4.splat(limit);
  v128.store(MARKS, marksOf(c0, c1, c2, c3, limits));
  v128.store(MARKS, marksOf(d0, d1, d2, d3, limits), 16);
}

/** Word j of a block is byte j of its lane. */
@inline
function marksOf(c0: v128, c1: v128, c2: v128, c3: v128, limits: v128): v128 {
  const even = v128.bitselect(isLess(c0, limits), isLess(c2, limits), i32x4.splat(0xffff));
  const odd = v128.bitselect(isLess(c1, limits), isLess(c3, limits), i32x4.splat(0xffff));
  return v128.bitselect(even, odd, i32x4.splat(0x00ff00ff));
}

@inline
function upper(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(low, high, 1, 3, 5, 7);
}

@inline
function lower(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(low, high, 0, 2, 4, 6);
}

@inline
function isLess(words: v128, limits: v128): v128 {
  return i32x4.lt_s(i32x4.shr_u(words, 8), limits);
}
