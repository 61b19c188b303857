// Histogram matching by quantiles: pixels sorted by buckets of nearly equal values, then within them.
import { BUCKETS } from './image-layout';
import { placeAt, sortBucket, valueAt } from './image-sort';

/**
 * to[i] = R's type 7 quantile of the reference at the share of `from` that is <= from[i]. Scratch: `sorted`, referenceCount doubles; `order` and `spare`,
 * max(count, referenceCount) u32 each; `buckets`, 2 * BUCKETS u32; `ids`, as many bytes as `order` has entries. Cost: n log n.
 */
export function matchQuantiles(
  from: usize,
  to: usize,
  count: u32,
  reference: usize,
  referenceCount: u32,
  sorted: usize,
  order: usize,
  spare: usize,
  buckets: usize,
  ids: usize,
): void {
  let zeros = sortLevels(reference, referenceCount, buckets, sorted);
  if (zeros < 0) {
    zeros = 0;
    sortAll(reference, referenceCount, sorted, order, spare, buckets, ids);
  }
  countBuckets(from, count, buckets, ids);
  const n = <f64>count;
  const last = <f64>(referenceCount - 1);
  // Quantiles between zeros are +0, whatever the ranks: most of a digit needs no sorting.
  let first: u32 = 0;
  let empty: u32 = 0;
  while (first < <u32>BUCKETS) {
    const end = empty + load<u32>(buckets + (first << 2));
    if (<i32>ceil<f64>(1 + last * (<f64>end / n)) > zeros) break;
    empty = end;
    first++;
  }
  if (first > 0) memory.fill(to, 0, count << 3);
  if (first == BUCKETS) return;
  placeBuckets(from, count, first, order, spare, buckets, ids);
  const rest = count - empty;
  for (let start: u32 = 0; start < rest; ) {
    const value = valueAt(from, order, start);
    let end = start + 1;
    while (end < rest && valueAt(from, order, end) == value) end++;
    // R counts from 1, which rounds, and does not weigh neighbours that are equal.
    const index = 1 + last * (<f64>(empty + end) / n);
    const lower = floor<f64>(index);
    const low = load<f64>(sorted + ((<usize>lower - 1) << 3));
    const high = load<f64>(sorted + ((<usize>ceil<f64>(index) - 1) << 3));
    const f = index - lower;
    const matched = low == high ? low : (1 - f) * low + f * high;
    for (; start < end; start++) store<f64>(to + (placeAt(order, start) << 3), matched);
  }
}

/** Levels that are whole numbers 0 .. 255, sorted by counting; returns how many are 0, or -1 where there are others or -0. */
function sortLevels(values: usize, count: u32, buckets: usize, sorted: usize): i32 {
  memory.fill(buckets, 0, (2 * BUCKETS) << 2);
  const second = buckets + (BUCKETS << 2);
  let i: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    let wrong = i64x2.splat(0);
    const most = i32x4.splat(BUCKETS - 1);
    for (; i + 2 <= count; i += 2) {
      const value = v128.load(values + (i << 3));
      const level = i32x4.min_u(i32x4.trunc_sat_f64x2_u_zero(value), most);
      wrong = v128.or(wrong, v128.xor(f64x2.convert_low_i32x4_u(level), value));
      // Two tables: neighbours that are equal need not wait for each other.
      countOne(buckets, i32x4.extract_lane(level, 0));
      countOne(second, i32x4.extract_lane(level, 1));
    }
    if (v128.any_true(wrong)) return -1;
  }
  for (; i < count; i++) {
    const value = load<f64>(values + (i << 3));
    const level: u32 = value >= 0 && value < BUCKETS ? <u32>value : 0;
    if (reinterpret<i64>(<f64>level) != reinterpret<i64>(value)) return -1;
    countOne(buckets, level);
  }
  let to = sorted;
  for (let level: u32 = 0; level < <u32>BUCKETS; level++) {
    const at = level << 2;
    const end = to + ((load<u32>(buckets + at) + load<u32>(second + at)) << 3);
    for (; to < end; to += 8) store<f64>(to, <f64>level);
  }
  return load<u32>(buckets) + load<u32>(second);
}

function sortAll(
  values: usize,
  count: u32,
  sorted: usize,
  order: usize,
  spare: usize,
  buckets: usize,
  ids: usize,
): void {
  countBuckets(values, count, buckets, ids);
  placeBuckets(values, count, 0, order, spare, buckets, ids);
  for (let i: u32 = 0; i < count; i++) store<f64>(sorted + (i << 3), valueAt(values, order, i));
}

/** The bucket of each value, a byte, into `ids`, and how many values each bucket has. Larger values have no lower bucket. */
function countBuckets(values: usize, count: u32, buckets: usize, ids: usize): void {
  let lowest = load<f64>(values);
  let highest = lowest;
  let i: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    let low = f64x2.splat(lowest);
    let high = low;
    for (; i + 2 <= count; i += 2) {
      const value = v128.load(values + (i << 3));
      low = f64x2.pmin(low, value);
      high = f64x2.pmax(high, value);
    }
    lowest = min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1));
    highest = max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1));
  }
  for (; i < count; i++) {
    const value = load<f64>(values + (i << 3));
    if (value < lowest) lowest = value;
    if (highest < value) highest = value;
  }
  const scale = <f64>(BUCKETS - 1) / (highest - lowest);
  memory.fill(buckets, 0, (2 * BUCKETS) << 2);
  const second = buckets + (BUCKETS << 2);
  i = 0;
  if (ASC_FEATURE_SIMD) {
    const low = f64x2.splat(lowest);
    const by = f64x2.splat(scale);
    const most = i32x4.splat(BUCKETS - 1);
    for (; i + 2 <= count; i += 2) {
      const apart = f64x2.sub(v128.load(values + (i << 3)), low);
      // NaN, of levels that are all equal, is 0.
      const id = i32x4.min_u(i32x4.trunc_sat_f64x2_u_zero(f64x2.mul(apart, by)), most);
      const a = i32x4.extract_lane(id, 0);
      const b = i32x4.extract_lane(id, 1);
      store<u16>(ids + i, a | (b << 8));
      countOne(buckets, a);
      countOne(second, b);
    }
  }
  for (; i < count; i++) {
    const b = (load<f64>(values + (i << 3)) - lowest) * scale;
    const id: u32 = b >= 0 ? (b < BUCKETS - 1 ? <u32>b : BUCKETS - 1) : 0;
    store<u8>(ids + i, id);
    countOne(buckets, id);
  }
  for (let b: u32 = 0; b < <u32>BUCKETS; b++) {
    const at = buckets + (b << 2);
    store<u32>(at, load<u32>(at) + load<u32>(second + (b << 2)));
  }
}

@inline
function countOne(buckets: usize, id: u32): void {
  const at = buckets + (id << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/** Places of the values in buckets from `first` on, from the smallest value to the largest. Takes what `countBuckets` left. */
function placeBuckets(
  values: usize,
  count: u32,
  first: u32,
  order: usize,
  spare: usize,
  buckets: usize,
  ids: usize,
): void {
  let sum: u32 = 0;
  for (let b = first; b < <u32>BUCKETS; b++) {
    const at = buckets + (b << 2);
    const here = load<u32>(at);
    store<u32>(at, sum);
    sum += here;
  }
  // Each bucket's start moves to its end while it is filled.
  let i: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    const least = i8x16.splat(<i8>first);
    for (; i + 16 <= count; i += 16) {
      const block = v128.load(ids + i);
      let found = i8x16.bitmask(i8x16.ge_u(block, least));
      for (; found != 0; found &= found - 1) place(i + ctz(found), order, buckets, ids);
    }
  }
  for (; i < count; i++) if (load<u8>(ids + i) >= <u8>first) place(i, order, buckets, ids);
  let start: u32 = 0;
  for (let b = first; b < <u32>BUCKETS; b++) {
    const end = load<u32>(buckets + (b << 2));
    if (end - start > 1) sortBucket(values, order + (start << 2), end - start, spare);
    start = end;
  }
}

@inline
function place(i: u32, order: usize, buckets: usize, ids: usize): void {
  const at = buckets + (load<u8>(ids + i) << 2);
  const rank = load<u32>(at);
  store<u32>(order + (rank << 2), i);
  store<u32>(at, rank + 1);
}
