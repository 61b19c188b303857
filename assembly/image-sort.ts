// Sorts places of values by the values, in place: insertion where few are out of order, a heap where many are.

@inline
export function placeAt(order: usize, rank: u32): u32 {
  return load<u32>(order + (rank << 2));
}

@inline
export function valueAt(values: usize, order: usize, rank: u32): f64 {
  return load<f64>(values + (placeAt(order, rank) << 3));
}

/** A large bucket is mostly one value, as the background of a digit: it is put between what is smaller and what is larger first. */
export function sortBucket(values: usize, order: usize, count: u32, spare: usize): void {
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
@inline
function before(values: usize, a: u32, b: u32): bool {
  const x = load<f64>(values + (a << 3));
  const y = load<f64>(values + (b << 3));
  return x < y || (x == y && a < b);
}
