import { JavaRandom } from '../../java/random.js';
import { Objective, type GlrmRow } from './objective.js';
import type { GlrmData } from './read.js';

/** Step sizes that are tried in every iteration: 1/2 .. 1/1024. */
const STEPS = Float64Array.from({ length: 10 }, (_, i) => 2 ** -(i + 1));
/** Iteration ends when the cost falls by less than this share. */
const LEAST_GAIN = 1e-10;

/** Finds the factors of rows by proximal gradient steps from a random start (GlrmMojoModel.score0). */
export class FactorSearch {
  /** The factors found last. */
  readonly factors: Float64Array;
  readonly #data: GlrmData;
  readonly #objective: Objective;
  readonly #gradient: Float64Array;
  readonly #trial: Float64Array;
  readonly #best: Float64Array;

  constructor(data: GlrmData) {
    this.#data = data;
    this.#objective = new Objective(data);
    this.factors = new Float64Array(data.rank);
    this.#gradient = new Float64Array(data.rank);
    this.#trial = new Float64Array(data.rank);
    this.#best = new Float64Array(data.rank);
  }

  /** Cost: iterations * columns * rank. */
  run(row: GlrmRow, seed: bigint, iterations: number): void {
    const x = this.factors;
    const random = new JavaRandom(seed);
    for (let k = 0; k < x.length; k++) x[k] = random.nextGaussian();
    this.#data.regularizer.project(x, random, x);

    let cost = this.#objective.cost(x, row);
    for (let i = 0; i < iterations && cost !== 0; i++) {
      this.#objective.gradient(x, row, this.#gradient);
      const before = cost;
      cost = this.#step(row, before, random);
      if (1 - cost / before < LEAST_GAIN) break;
    }
  }

  /** Goes to the cheapest of the trial steps if it is cheaper than `cost`. Returns the cheapest one's cost, also if it is not. */
  #step(row: GlrmRow, cost: number, random: JavaRandom): number {
    const { regularizer, gamma } = this.#data;
    const x = this.factors;
    const scale = cost > 10 ? 1 / cost : 1;
    let least = Number.MAX_VALUE;
    this.#best.fill(0); // where no step has a cost that is a number
    for (const step of STEPS) {
      const alpha = step * scale;
      const trial = this.#trial;
      for (let k = 0; k < x.length; k++) trial[k] = x[k] - alpha * this.#gradient[k];
      regularizer.step(trial, alpha * gamma, random, trial);
      const trialCost = this.#objective.cost(trial, row);
      if (least > trialCost) {
        this.#best.set(trial);
        least = trialCost;
      }
      if (trialCost === 0) break;
    }
    if (least < cost) x.set(this.#best);
    return least;
  }
}
