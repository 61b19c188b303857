/** Bins of a score table (hex.AUC2). */
const MAX_BINS = 400;

/**
 * Scores in at most 400 bins, each with the weights of its positives and negatives. With more scores than bins, the pair that
 * adds the least squared error is merged, so that the result depends on the order of rows. Cost: a binary search a row; with
 * full bins up to linear in bins. Memory: the bins.
 */
export class ScoreBins {
  readonly centres: number[] = [];
  readonly positives: number[] = [];
  readonly negatives: number[] = [];
  readonly #errors: number[] = [];
  /** The cheapest pair as it was last found; it is kept although later rows may have made another one cheaper. */
  #cheapest = -1;

  /** A copy that goes its own way. */
  clone(): ScoreBins {
    const copy = new ScoreBins();
    copy.centres.push(...this.centres);
    copy.positives.push(...this.positives);
    copy.negatives.push(...this.negatives);
    copy.#errors.push(...this.#errors);
    copy.#cheapest = this.#cheapest;
    return copy;
  }

  add(score: number, positive: boolean, w: number): void {
    const at = this.#place(score);
    if (this.centres[at] === score) {
      this.#count(at, positive, w);
      this.#cheapest = -1;
      return;
    }
    if (this.#isFull && this.#fold(at, score, positive, w)) return;
    this.#insert(at, score, positive, w);
    if (this.centres.length > MAX_BINS) this.#merge();
  }

  get #isFull(): boolean {
    return this.centres.length === MAX_BINS;
  }

  /** The first bin whose centre is not below the score. */
  #place(score: number): number {
    let low = 0;
    let high = this.centres.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.centres[middle] < score) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #count(bin: number, positive: boolean, w: number): void {
    if (positive) this.positives[bin] += w;
    else this.negatives[bin] += w;
  }

  #weight(bin: number): number {
    return this.positives[bin] + this.negatives[bin];
  }

  /** Puts a score into a neighbour, if that is cheaper than merging any two bins. */
  #fold(at: number, score: number, positive: boolean, w: number): boolean {
    const { centres } = this;
    if (at === 0 || at === centres.length || centres[at - 1] === centres[at]) return false;
    const pair = (this.#cheapest = this.#findCheapest());
    const limit = this.#errors[pair] + this.#errors[pair + 1] + this.#increase(pair);
    const left = this.#errors[at - 1] + increase(score, w, centres[at - 1], this.#weight(at - 1));
    const right = this.#errors[at] + increase(centres[at], this.#weight(at), score, w);
    if (!(left < limit || right < limit)) return false;
    const bin = left <= right ? at - 1 : at;
    if (pair === bin - 1 || pair === bin) this.#cheapest = -1;
    const weight = this.#weight(bin);
    this.#count(bin, positive, w);
    this.#errors[bin] += increase(score, w, centres[bin], weight);
    centres[bin] = centre(centres[bin], weight, score, w);
    return true;
  }

  #insert(at: number, score: number, positive: boolean, w: number): void {
    if (at === 0 || at === this.centres.length || at === this.#cheapest) this.#cheapest = -1;
    else if (at < this.#cheapest) this.#cheapest++;
    this.centres.splice(at, 0, score);
    this.#errors.splice(at, 0, 0);
    this.positives.splice(at, 0, positive ? w : 0);
    this.negatives.splice(at, 0, positive ? 0 : w);
  }

  #merge(): void {
    const i = this.#findCheapest();
    const { centres, positives, negatives } = this;
    this.#errors[i] += this.#errors[i + 1] + this.#increase(i);
    centres[i] = centre(centres[i], this.#weight(i), centres[i + 1], this.#weight(i + 1));
    positives[i] += positives[i + 1];
    negatives[i] += negatives[i + 1];
    for (const list of [centres, positives, negatives, this.#errors]) list.splice(i + 1, 1);
    this.#cheapest = -1;
  }

  /** What merging a bin with the next one adds to the squared error. */
  #increase(i: number): number {
    return increase(this.centres[i + 1], this.#weight(i + 1), this.centres[i], this.#weight(i));
  }

  #findCheapest(): number {
    if (this.#cheapest !== -1) return this.#cheapest;
    let least = Number.MAX_VALUE;
    let found = 0;
    for (let i = 0; i + 1 < this.centres.length; i++) {
      const added = this.#increase(i);
      if (added === 0) return i; // equal as floats
      const error = this.#errors[i] + this.#errors[i + 1] + added;
      if (error < least) {
        least = error;
        found = i;
      }
    }
    return found;
  }
}

/** 0 for scores that are equal as floats: many models give no more. */
function increase(a: number, weightA: number, b: number, weightB: number): number {
  const distance = Math.fround(Math.fround(a) - Math.fround(b));
  if (distance === 0) return 0;
  return (distance * distance * weightA * weightB) / (weightA + weightB);
}

function centre(a: number, weightA: number, b: number, weightB: number): number {
  const mean = (a * weightA + b * weightB) / (weightA + weightB);
  return Number.isFinite(mean) ? mean : (a + b) / 2;
}
