// Histogram matching by quantiles: pixels sorted by buckets of nearly equal values, then within them.
import { BUCKETS } from './image-layout';

/**
 * to[i] = R's type 7 quantile of the reference at the share of `from` that is <= from[i]. `order` and `buckets` are scratch:
 * max(count, referenceCount) and BUCKETS + 1 u32; `spare` as `order`; `sorted`: referenceCount doubles. Cost: n log n.
 */
export function matchQuantiles(
  from: usize,
  to: usize,
  count: u32,
  reference: usize,
  referenceCount: u32,
  order: usize,
  buckets: usize,
  sorted: usize,
  spare: usize,
): void {
  sortPlaces(reference, referenceCount, order, buckets, spare);
  for (let i: u32 = 0; i < referenceCount; i++) {
    store<f64>(sorted + (i << 3), valueAt(reference, order, i));
  }
  sortPlaces(from, count, order, buckets, spare);
  const n = <f64>count;
  const last = <f64>(referenceCount - 1);
  for (let start: u32 = 0; start < count; ) {
    const value = valueAt(from, order, start);
    let end = start + 1;
    while (end < count && valueAt(from, order, end) == value) end++;
    const h = last * (<f64>end / n);
    const lower = floor<f64>(h);
    const f = h - lower;
    const low = load<f64>(sorted + (<usize>lower << 3));
    const high = load<f64>(sorted + (<usize>ceil<f64>(h) << 3));
    const matched = (1 - f) * low + f * high;
    for (; start < end; start++) store<f64>(to + (placeAt(order, start) << 3), matched);
  }
}

// @ts-ignore: decorator
@inline
function placeAt(order: usize, rank: u32): u32 {
  return load<u32>(order + (rank << 2));
}

// @ts-ignore: decorator
@inline
function valueAt(values: usize, order: usize, rank: u32): f64 {
  return load<f64>(values + (placeAt(order, rank) << 3));
}

// @ts-ignore: decorator
@inline
function bucketOf(value: f64, lowest: f64, scale: f64): u32 {
  const b = (value - lowest) * scale;
  // NaN fails the first comparison.
  return b >= 0 ? (b < BUCKETS - 1 ? <u32>b : BUCKETS - 1) : 0;
}

/** Places of the values from the smallest to the largest, equal ones in their order. */
function sortPlaces(values: usize, count: u32, order: usize, buckets: usize, spare: usize): void {
  let lowest = load<f64>(values);
  let highest = lowest;
  for (let i: u32 = 1; i < count; i++) {
    const value = load<f64>(values + (i << 3));
    if (value < lowest) lowest = value;
    if (highest < value) highest = value;
  }
  const scale = <f64>(BUCKETS - 1) / (highest - lowest);
  memory.fill(buckets, 0, (BUCKETS + 1) << 2);
  for (let i: u32 = 0; i < count; i++) {
    const at = buckets + ((bucketOf(load<f64>(values + (i << 3)), lowest, scale) + 1) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  for (let b: u32 = 1; b <= <u32>BUCKETS; b++) {
    const at = buckets + (b << 2);
    store<u32>(at, load<u32>(at) + load<u32>(at - 4));
  }
  // Each bucket's start moves to its end while it is filled.
  for (let i: u32 = 0; i < count; i++) {
    const at = buckets + (bucketOf(load<f64>(values + (i << 3)), lowest, scale) << 2);
    const rank = load<u32>(at);
    store<u32>(order + (rank << 2), i);
    store<u32>(at, rank + 1);
  }
  let start: u32 = 0;
  for (let b: u32 = 0; b < <u32>BUCKETS; b++) {
    const end = load<u32>(buckets + (b << 2));
    if (end - start > 1) sortBucket(values, order + (start << 2), end - start, spare);
    start = end;
  }
}

/** A large bucket is mostly one value, as the background of a digit: it is put between what is smaller and what is larger first. */
function sortBucket(values: usize, order: usize, count: u32, spare: usize): void {
  if (count < 16) {
    insertionSort(values, order, count);
    return;
  }
  const pivot = valueAt(values, order, count >> 1);
  let smaller: u32 = 0;
  let equal: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const value = valueAt(values, order, i);
    smaller += u32(value < pivot);
    equal += u32(value == pivot);
  }
  if (equal == count) return;
  let toSmaller = spare;
  let toEqual = spare + (smaller << 2);
  let toLarger = toEqual + (equal << 2);
  for (let i: u32 = 0; i < count; i++) {
    const place = placeAt(order, i);
    const value = load<f64>(values + (place << 3));
    if (value < pivot) {
      store<u32>(toSmaller, place);
      toSmaller += 4;
    } else if (value == pivot) {
      store<u32>(toEqual, place);
      toEqual += 4;
    } else {
      store<u32>(toLarger, place);
      toLarger += 4;
    }
  }
  memory.copy(order, spare, count << 2);
  insertionSort(values, order, smaller);
  const first = smaller + equal;
  insertionSort(values, order + (first << 2), count - first);
}

/** Linear in what is sorted or equal; where it takes too many moves, a heap goes on. */
function insertionSort(values: usize, order: usize, count: u32): void {
  let moves: u32 = (count << 4) + 256;
  for (let i: u32 = 1; i < count; i++) {
    const place = placeAt(order, i);
    const value = load<f64>(values + (place << 3));
    let k = i;
    while (k > 0 && value < valueAt(values, order, k - 1)) {
      store<u32>(order + (k << 2), placeAt(order, k - 1));
      k--;
    }
    store<u32>(order + (k << 2), place);
    if (i - k > moves) {
      heapSort(values, order, count);
      return;
    }
    moves -= i - k;
  }
}

function heapSort(values: usize, order: usize, count: u32): void {
  for (let i = count >> 1; i > 0; i--) sink(values, order, i - 1, count);
  for (let end = count - 1; end > 0; end--) {
    const first = placeAt(order, 0);
    store<u32>(order, placeAt(order, end));
    store<u32>(order + (end << 2), first);
    sink(values, order, 0, end);
  }
}

function sink(values: usize, order: usize, from: u32, count: u32): void {
  const place = placeAt(order, from);
  for (;;) {
    let child: u32 = 2 * from + 1;
    if (child >= count) break;
    if (child + 1 < count && before(values, placeAt(order, child), placeAt(order, child + 1))) child++;
    if (!before(values, place, placeAt(order, child))) break;
    store<u32>(order + (from << 2), placeAt(order, child));
    from = child;
  }
  store<u32>(order + (from << 2), place);
}

/** By value, then by place. */
// @ts-ignore: decorator
@inline
function before(values: usize, a: u32, b: u32): bool {
  const x = load<f64>(values + (a << 3));
  const y = load<f64>(values + (b << 3));
  return x < y || (x == y && a < b);
}
