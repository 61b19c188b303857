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

/** R's default quantile of sorted values. */
function quantile(sorted: Float64Array, share: number): number {
  const h = (sorted.length - 1) * share;
  const lower = Math.floor(h);
  const f = h - lower;
  return (1 - f) * sorted[lower] + f * sorted[Math.ceil(h)];
}

/** Places of the pixels from the smallest to the largest; sorting is stable. */
function sortedPlaces(values: Levels): Uint32Array {
  return Uint32Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
}
