/** A quantile of values in ascending order: linear between the rows next to place q (n - 1). */
export function quantileOfSorted(sorted: ArrayLike<number>, q: number): number {
  const place = q * (sorted.length - 1);
  const row = Math.trunc(place);
  if (row === place || row + 1 >= sorted.length) return sorted[row];
  return interpolate(sorted[row], sorted[row + 1], row, sorted.length, q);
}

const BINS = 1024;

/**
 * H2O's quantile of weighted values. It counts weights in bins and cuts the running count to a whole number after each bin,
 * so that fractional weights lose counts and high quantiles may run past the end, to the upper edge of the range.
 * Cost: rows times the passes that it takes until a bin holds one value.
 */
export function weightedQuantile(values: Float64Array, weights: Float64Array, q: number): number {
  let low = Infinity;
  let high = -Infinity;
  let rows = 0;
  values.forEach((value, i) => {
    low = Math.min(low, value);
    high = Math.max(high, value);
    rows += weights[i];
  });
  let bins = new CountedBins(values, weights, low, high + ulp(high), 0, rows);
  for (;;) {
    const found = bins.quantile(q);
    if (found !== undefined) return found;
    bins = bins.refined(q);
  }
}

class CountedBins {
  readonly #values: Float64Array;
  readonly #weights: Float64Array;
  readonly #low: number;
  readonly #step: number;
  readonly #before: number;
  readonly #rows: number;
  readonly #counts: Float64Array;
  readonly #mins: Float64Array;
  readonly #maxs: Float64Array;

  /** `before`: the running count below `low`; `rows`: the count of all. */
  constructor(
    values: Float64Array,
    weights: Float64Array,
    low: number,
    high: number,
    before: number,
    rows: number,
  ) {
    this.#values = values;
    this.#weights = weights;
    this.#low = low;
    this.#before = before;
    this.#rows = rows;
    this.#step = Math.max(ulp(Math.max(Math.abs(low), Math.abs(high))), (high - low) / BINS);
    const size = Math.max(1, Math.min(BINS, Math.ceil((high - low) / this.#step)));
    this.#counts = new Float64Array(size);
    this.#mins = new Float64Array(size);
    this.#maxs = new Float64Array(size);
    values.forEach((value, i) => {
      const place = (value - low) / this.#step;
      if (place >= 0 && place < size) this.#count(Math.trunc(place), value, weights[i]);
    });
  }

  #count(bin: number, value: number, w: number): void {
    if (this.#counts[bin] === 0) {
      this.#mins[bin] = this.#maxs[bin] = value;
    } else {
      this.#mins[bin] = Math.min(this.#mins[bin], value);
      this.#maxs[bin] = Math.max(this.#maxs[bin], value);
    }
    this.#counts[bin] += w;
  }

  /** Undefined where a bin that matters holds several values. */
  quantile(q: number): number | undefined {
    const place = q * (this.#rows - 1);
    const row = Math.trunc(place);
    const lowBin = this.#find(row);
    const low = lowBin === this.#size ? this.#edge() : this.#maxs[lowBin];
    if (lowBin < this.#size && row === place && this.#mins[lowBin] === low) return low;
    const highBin = this.#find(row + 1);
    if (lowBin === highBin) {
      const high = highBin === this.#size ? this.#edge() : this.#mins[highBin];
      return low === high ? low : undefined;
    }
    const high = highBin === this.#size ? this.#edge() : this.#mins[highBin];
    return interpolate(low, high, row, this.#rows, q);
  }

  refined(q: number): CountedBins {
    const place = q * (this.#rows - 1);
    const row = Math.trunc(place);
    const lowBin = this.#find(row);
    const highBin = this.#find(row === place ? row : row + 1);
    const high = highBin === this.#size ? this.#edge() : this.#maxs[highBin];
    let before = this.#before;
    for (let bin = 0; bin < lowBin; bin++) before = Math.trunc(before + this.#counts[bin]);
    return new CountedBins(
      this.#values,
      this.#weights,
      this.#mins[lowBin],
      high + ulp(high),
      before,
      this.#rows,
    );
  }

  get #size(): number {
    return this.#counts.length;
  }

  #edge(): number {
    return this.#low + this.#step * this.#size;
  }

  /** The bin that holds a row, by the running count. */
  #find(row: number): number {
    let count = this.#before;
    for (let bin = 0; bin < this.#size; bin++) {
      count = Math.trunc(count + this.#counts[bin]);
      if (row < count) return bin;
    }
    return this.#size;
  }
}

function interpolate(low: number, high: number, row: number, rows: number, q: number): number {
  if (low === high) return low;
  const at = row / (rows - 1);
  const next = (row + 1) / (rows - 1);
  return low + ((high - low) * (q - at)) / (next - at);
}

/** Distance from a double to the next one (Math.ulp in Java). */
function ulp(x: number): number {
  return Math.max(Number.MIN_VALUE, 2 ** (Math.floor(Math.log2(Math.abs(x))) - 52) || 0);
}
