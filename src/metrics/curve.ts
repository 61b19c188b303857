import type { ScoreBins } from './score-bins.js';

/** True and false positives of a two-class score, threshold by threshold from the highest down. */
export class Curve {
  readonly thresholds: readonly number[];
  /** Weight of the positives (negatives) at or above each threshold. */
  readonly tps: readonly number[];
  readonly fps: readonly number[];
  readonly positives: number;
  readonly negatives: number;

  constructor(bins: ScoreBins) {
    this.thresholds = bins.centres.toReversed();
    this.tps = runningSums(bins.positives.toReversed());
    this.fps = runningSums(bins.negatives.toReversed());
    this.positives = this.tps.at(-1) ?? 0;
    this.negatives = this.fps.at(-1) ?? 0;
  }

  /** Area under the receiver operating curve, by trapezoids; 1 without negatives, 0 without positives, NaN without rows. */
  get auc(): number {
    const special = this.#special();
    if (special !== undefined) return special;
    let area = 0;
    this.#steps((tp0, fp0, tp, fp) => (area += ((fp - fp0) * (tp + tp0)) / 2));
    return area / this.positives / this.negatives;
  }

  /** Area under precision over recall, exact where both kinds of positives grow linearly between thresholds. */
  get prAuc(): number {
    const special = this.#special();
    if (special !== undefined) return special;
    let area = 0;
    this.#steps((tp0, fp0, tp, fp) => {
      if (tp === tp0) return;
      const slope = (fp - fp0) / (tp - tp0);
      const a = 1 + slope;
      const b = (fp0 - slope * tp0) / this.positives;
      const recall = tp / this.positives;
      const recall0 = tp0 / this.positives;
      const bend = b === 0 ? 0 : (b / a) * (Math.log(a * recall + b) - Math.log(a * recall0 + b));
      area += (recall - recall0 - bend) / a;
    });
    return area;
  }

  #special(): number | undefined {
    if (this.thresholds.length === 0) return NaN;
    if (this.negatives === 0) return 1;
    return this.positives === 0 ? 0 : undefined;
  }

  #steps(visit: (tp0: number, fp0: number, tp: number, fp: number) => void): void {
    this.tps.forEach((tp, i) => {
      visit(i === 0 ? 0 : this.tps[i - 1], i === 0 ? 0 : this.fps[i - 1], tp, this.fps[i]);
    });
  }
}

function runningSums(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => (sum += value));
}
