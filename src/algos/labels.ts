// From class probabilities to labels, and the correction of probabilities, as in hex.genmodel.GenModel.
import type { Block, NumberColumns } from '../engine/kernels.js';
import { MojoFormatError } from '../errors.js';
import { doubleBits } from '../java/double-bits.js';
import { JavaRandom } from '../java/random.js';
import type { ModelInfo } from '../mojo/model-info.js';

/** GenModel.correctProbabilities over columns 1..n of `preds`: probabilities learned on resampled classes back to the prior ones. */
export function correctProbabilities(
  preds: Block,
  rows: number,
  prior: Float64Array,
  model: Float64Array,
): void {
  const columns = preds.columns;
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (let c = 1; c < columns.length; c++) {
      const column = columns[c];
      const original = prior[c - 1];
      const oversampled = model[c - 1];
      if (original !== 0 && oversampled !== 0) column[r] = column[r] * (original / oversampled);
      sum += column[r];
    }
    if (sum > 0) {
      for (let c = 1; c < columns.length; c++) {
        const column = columns[c];
        column[r] = column[r] / sum;
      }
    }
  }
}

/** GenModel.getPrediction: fills column 0 of `preds` with the number of the predicted class. */
export function predictLabels(
  preds: Block,
  input: Block | NumberColumns,
  rows: number,
  prior: Float64Array | undefined,
  threshold: number,
): void {
  const columns = preds.columns;
  const label = columns[0];
  if (columns.length === 3) {
    const p1 = columns[2];
    for (let r = 0; r < rows; r++) label[r] = p1[r] >= threshold ? 1 : 0;
    return;
  }
  for (let r = 0; r < rows; r++) label[r] = multinomialLabel(columns, input, r, prior);
}

/**
 * GenModel.getPredictionMultinomial: the largest probability; ties are broken by a random number seeded with the row.
 * H2O's list of ties starts with class 0 whether or not it ties, and is not cleared when a new best class is found.
 */
function multinomialLabel(
  preds: readonly Float64Array[],
  input: Block | NumberColumns,
  row: number,
  prior: Float64Array | undefined,
): number {
  const p = (c: number) => preds[c][row];
  let best = 1;
  let tieCount = 0;
  for (let c = 2; c < preds.length; c++) {
    if (p(best) < p(c)) {
      best = c;
      tieCount = 0;
    } else if (p(best) === p(c)) tieCount++;
  }
  if (tieCount === 0) return best - 1;

  const [high, low] = rowHash(input, row);
  if (prior !== undefined) {
    const ties = tiedClasses(preds, row);
    let sum = 0;
    for (const c of ties) sum += prior[c];
    const tie = new JavaRandom([high, low]).nextDouble();
    let partialSum = 0;
    for (const c of ties) {
      partialSum += prior[c] / sum;
      if (tie <= partialSum) return c;
    }
  }
  // No prior (or NaN in it): one of the ties by the hash, counted as Java's (int) hash % (ties + 1).
  let index = low % (tieCount + 1);
  const top = p(best);
  for (let c = 1; c < preds.length; c++) if (p(c) === top && --index < 0) return c - 1;
  return best - 1;
}

function tiedClasses(preds: readonly Float64Array[], row: number): number[] {
  const ties = [0];
  let best = 1;
  for (let c = 2; c < preds.length; c++) {
    const value = preds[c][row];
    const bestValue = preds[best][row];
    if (bestValue < value) best = c;
    else if (bestValue === value) ties.push(c - 1);
  }
  return ties;
}

/** xor over the row of doubleToRawLongBits(x) >> 6, as two halves of 32 bits. */
function rowHash(input: Block | NumberColumns, row: number): [high: number, low: number] {
  const at = 'at' in input ? input.at + row : row;
  let high = 0;
  let low = 0;
  for (const column of input.columns) {
    const x = column[at];
    // Java's NaN has one bit pattern here; an engine may have made another.
    const [h, l] = Number.isNaN(x) ? [0x7ff80000, 0] : doubleBits(x);
    high ^= h >> 6;
    low ^= (l >>> 6) | (h << 26);
  }
  return [high, low];
}

/** How class probabilities become a label. */
export interface LabelRule {
  /** Resampled training: probabilities are corrected from `modelClassDistrib` to `priorClassDistrib`. */
  readonly balanceClasses: boolean;
  readonly priorClassDistrib: Float64Array | undefined;
  readonly modelClassDistrib: Float64Array | undefined;
  /** Binomial: class 1 from this probability on. */
  readonly defaultThreshold: number;
}

/** The label rule of model.ini; checks that the distributions have a share per class. */
export function readLabelRule(info: ModelInfo): LabelRule {
  const { balanceClasses, priorClassDistrib, modelClassDistrib, defaultThreshold } = info;
  const shares = [
    ['prior_class_distrib', priorClassDistrib],
    ['model_class_distrib', modelClassDistrib],
  ] as const;
  for (const [key, values] of shares) {
    const missing = values === undefined && balanceClasses && info.nClasses > 1;
    const wrong = values !== undefined && info.nClasses > 1 && values.length !== info.nClasses;
    if (missing || wrong) {
      throw new MojoFormatError(
        `model.ini: ${key}: expected ${info.nClasses} numbers, got ${values?.length ?? 'none'}`,
        { file: 'model.ini', key },
      );
    }
  }
  return { balanceClasses, priorClassDistrib, modelClassDistrib, defaultThreshold };
}

/** Correction of the probabilities where classes were balanced, then the label in column 0. */
export function labelClasses(
  rule: LabelRule,
  preds: Block,
  input: Block | NumberColumns,
  rows: number,
): void {
  const { balanceClasses, priorClassDistrib: prior, modelClassDistrib: model } = rule;
  if (balanceClasses && prior && model) correctProbabilities(preds, rows, prior, model);
  predictLabels(preds, input, rows, prior, rule.defaultThreshold);
}

/** GlmMojoModel, GamMojoModel: fills column 0 with the first class of the largest probability above 0, else class 0. */
export function labelFirstLargest(preds: Block, rows: number): void {
  const columns = preds.columns;
  const label = columns[0];
  for (let r = 0; r < rows; r++) {
    let largest = 0;
    label[r] = 0;
    for (let c = 1; c < columns.length; c++) {
      const p = columns[c][r];
      if (p > largest) {
        largest = p;
        label[r] = c - 1;
      }
    }
  }
}

/** to[r] = from[r]. A loop: for the one row of easyPredict a view costs more than all the rest. */
export function copyColumn(to: Float64Array, from: Float64Array, rows: number): void {
  for (let r = 0; r < rows; r++) to[r] = from[r];
}

/** to[r] = 1 - from[r]. */
export function complement(to: Float64Array, from: Float64Array, rows: number): void {
  for (let r = 0; r < rows; r++) to[r] = 1 - from[r];
}
