// Which contributions H2O shows, and in which order: hex.genmodel.algos.tree.ContributionComposer, its oddities included.

/** How many contributions are wanted; 0: none, negative: all. */
export interface ContributionOrder {
  /** The highest ones, falling. */
  readonly topN: number;
  /** The lowest ones, rising. */
  readonly bottomN: number;
  /** Compare absolute values. */
  readonly compareAbs: boolean;
}

/** Below this many, H2O sorts by insertion, which tells neither 0 from -0 nor where NaN belongs. */
const INSERTION_LIMIT = 500;

/**
 * Numbers of the contributions to show, that of the bias (the last one) last. More than there are, or all of both ends, are all of them,
 * falling. Cost: features^2 below 500 features, from there on features * log(features).
 */
export function composeContributions(
  values: Float32Array,
  { topN, bottomN, compareAbs }: ContributionOrder,
): Int32Array {
  const bias = values.length - 1;
  const falling = !(topN === 0 && bottomN !== 0);
  const sorted = sortedNumbers(values, compareAbs, falling);
  const first = (n: number) =>
    n < 0 || n >= bias ? sorted : Int32Array.of(...sorted.subarray(0, n), bias);
  if (topN !== 0 && bottomN === 0) return first(topN);
  if (!falling) return first(bottomN);
  if (topN + bottomN >= values.length || topN < 0 || bottomN < 0) return sorted;
  const lowest = sorted.slice(bias - bottomN, bias);
  reverse(lowest, values);
  return Int32Array.of(...sorted.subarray(0, topN), ...lowest, bias);
}

/** Turns the order around; equal values that mirror each other stay where they are. */
function reverse(numbers: Int32Array, values: Float32Array): void {
  for (let i = 0, j = numbers.length - 1; i < j; i++, j--) {
    if (values[numbers[i]] === values[numbers[j]]) continue;
    [numbers[i], numbers[j]] = [numbers[j], numbers[i]];
  }
}

/** Numbers of all contributions, sorted, ties in the order of the features; the bias stays last (ArrayUtils.sort). */
function sortedNumbers(values: Float32Array, compareAbs: boolean, falling: boolean): Int32Array {
  const bias = values.length - 1;
  const keys = values.map((value) => (compareAbs ? Math.abs(value) : value) * (falling ? -1 : 1));
  const numbers = Int32Array.from(values, (_, i) => i);
  if (bias >= INSERTION_LIMIT) {
    numbers.subarray(0, bias).sort((a, b) => compareFloats(keys[a], keys[b]) || a - b);
    return numbers;
  }
  for (let i = 1; i < bias; i++) {
    const moved = numbers[i];
    let j = i;
    for (; j > 0 && keys[numbers[j - 1]] > keys[moved]; j--) numbers[j] = numbers[j - 1];
    numbers[j] = moved;
  }
  return numbers;
}

/** Float.compare: NaN is above all others, -0 below 0. */
function compareFloats(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (Object.is(a, b)) return 0;
  if (Number.isNaN(a)) return 1;
  if (Number.isNaN(b)) return -1;
  return Object.is(a, -0) ? -1 : 1;
}
