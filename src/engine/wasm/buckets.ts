// Where a cell's rank among thresholds is looked up: buckets of equal width (picture of a sliced slot in assembly/layout.ts).
import { MAX_COMPARISONS } from '../../../assembly/layout.js';

const { fround } = Math;
/** As in assembly/planes.ts: adding it rounds to a whole number. */
const TO_WHOLE = 2 ** 23;
const MAX_BUCKETS = 2048;
/** Thresholds that one comparison of the kernel looks at. */
const COMPARED = 4;

export interface Buckets {
  readonly lowest: number;
  readonly scale: number;
  readonly last: number;
  /** Per bucket, the number of thresholds in those before it. */
  readonly starts: Uint16Array;
  /** 0 where some bucket has too many thresholds: they are searched by halves. */
  readonly comparisons: number;
}

/** Outermost thresholds on each side that the width of buckets may leave out: they are in the first and in the last one. */
const OUTLIERS = [0, 4, 8, 15];

/** `thresholds`: ascending, then NaN; fewer than 2^16. Cost: linear in them. */
export function bucketsOf(thresholds: Float32Array): Buckets {
  const nan = thresholds.findIndex(Number.isNaN);
  const numbers = nan < 0 ? thresholds : thresholds.subarray(0, nan);
  const all = OUTLIERS.map((outliers) => bucketsWithout(outliers, numbers));
  return all.reduce((best, other) => (effort(other) < effort(best) ? other : best));
}

function effort({ comparisons }: Buckets): number {
  return comparisons === 0 ? Infinity : comparisons;
}

function bucketsWithout(outliers: number, numbers: Float32Array): Buckets {
  const finite = numbers.filter(Number.isFinite);
  const inner =
    finite.length > 2 * outliers ? finite.subarray(outliers, finite.length - outliers) : finite;
  const lowest = inner.length > 0 ? inner[0] : 0;
  const range = inner.length > 0 ? fround(inner[inner.length - 1] - lowest) : 0;
  const count = Math.min(MAX_BUCKETS, 2 ** Math.ceil(Math.log2(2 * inner.length + 2)));
  const last = count - 1;
  const perBucket = fround(last / range);
  // One bucket for all where they are too close together, or too far apart, for a float to tell.
  const scale = Number.isFinite(perBucket) ? perBucket : 0;
  const starts = new Uint16Array(count);
  let most = 0;
  let bucket = 0;
  numbers.forEach((threshold, i) => {
    const own = bucketOf(threshold, lowest, scale, last);
    while (bucket < own) starts[++bucket] = i;
    most = Math.max(most, i + 1 - starts[bucket]);
  });
  starts.fill(numbers.length, bucket + 1);
  const comparisons = Math.max(1, Math.ceil(most / COMPARED));
  return {
    lowest,
    scale,
    last,
    starts,
    comparisons: comparisons > MAX_COMPARISONS ? 0 : comparisons,
  };
}

/** The same steps, each rounded to float, as in assembly/planes.ts. None of them falls where the cell rises. */
function bucketOf(cell: number, lowest: number, scale: number, last: number): number {
  const at = fround(fround(cell - lowest) * scale);
  const within = 0 < at ? at : 0;
  return fround(Math.min(last, within) + TO_WHOLE) - TO_WHOLE;
}
