// Histogram matching. Channels are pooled.
import type { Levels, Picture } from '../kernels.js';

/**
 * Each pixel v becomes the quantile (R's type 7) of the reference at F(v), the share of the picture's pixels <= v. Cost: n log n.
 * Pixels must be no NaN.
 */
export function matchQuantiles(from: Picture, to: Picture, reference: Picture): void {
  to.resize(from.width, from.height, from.channels);
  const source = from.data;
  const target = to.data;
  const sorted = Float64Array.from(reference.data).sort((a, b) => a - b);
  const order = sortedPlaces(source);
  const count = source.length;
  for (let start = 0; start < count;) {
    const value = source[order[start]];
    let end = start + 1;
    while (end < count && source[order[end]] === value) end++;
    const matched = quantile(sorted, end / count);
    for (; start < end; start++) target[order[start]] = matched;
  }
}

/** The k-th smallest pixel gets the k-th smallest value of the reference, which has as many; ties in the order of memory. Cost: n log n. */
export function matchRanks(from: Picture, to: Picture, reference: Picture): void {
  to.resize(from.width, from.height, from.channels);
  const target = to.data;
  const sorted = Float64Array.from(reference.data).sort((a, b) => a - b);
  sortedPlaces(from.data).forEach((place, rank) => {
    target[place] = sorted[rank];
  });
}

/** R's default quantile of sorted values. R counts from 1, which rounds, and does not weigh neighbours that are equal. */
function quantile(sorted: Float64Array, share: number): number {
  const index = 1 + (sorted.length - 1) * share;
  const lower = Math.floor(index);
  const low = sorted[lower - 1];
  const high = sorted[Math.ceil(index) - 1];
  if (low === high) return low;
  const f = index - lower;
  return (1 - f) * low + f * high;
}

/** Places of the pixels from the smallest to the largest; sorting is stable. */
function sortedPlaces(values: Levels): Uint32Array {
  return Uint32Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
}
