import type { Block, Kernels, Matrix } from '../../engine/kernels.js';
import { ScoringError } from '../../errors.js';
import type { RowFailure, Scorer } from '../algorithm.js';
import { labelClasses } from '../labels.js';
import { expandRows } from './expand.js';
import { loadNetwork } from './network.js';
import type { DeepLearningData } from './read.js';

/** DeeplearningMojoModel.score0. The offset is ignored, as H2O's library does. */
export function loadDeepLearning(
  data: DeepLearningData,
  kernels: Kernels,
  capacity: number,
): Scorer {
  const input = kernels.block(data.width, capacity);
  const preds = kernels.block(predsSize(data), capacity);
  const network = loadNetwork(data.layers, kernels, capacity);
  const finish = finisher(data);
  return {
    input,
    preds,
    score(rows) {
      expandRows(data, input, rows, network.input);
      return finish(data, network.run(rows), { input, preds, rows, kernels });
    },
    hidden(layer, rows) {
      expandRows(data, input, rows, network.input);
      return network.run(rows, layer);
    },
    ...(data.kind === 'autoencoder' && {
      squaredErrors(rows: number) {
        expandRows(data, input, rows, network.input);
        const out = network.run(rows);
        squareDifferences(out, network.input, rows);
        return out;
      },
    }),
  };
}

/** Cells of a prediction: the reconstruction, label and probabilities, or one value. */
export function predsSize({ kind, layers, nClasses }: DeepLearningData): number {
  if (kind === 'autoencoder') return layers.at(-1)?.outputs ?? 0;
  return kind === 'classifier' ? nClasses + 1 : 1;
}

interface Scored {
  readonly input: Block;
  readonly preds: Block;
  readonly rows: number;
  readonly kernels: Kernels;
}

/** Turns what the last layer gives into predictions. */
type Finish = (data: DeepLearningData, out: Matrix, scored: Scored) => RowFailure[];

function finisher({ kind, distribution }: DeepLearningData): Finish {
  if (kind === 'autoencoder') return autoencoder;
  if (distribution === 'modified_huber') return modifiedHuber;
  return kind === 'classifier' ? classifier : regression;
}

/** Cells of a matrix row to columns of a block. */
function transpose(from: Matrix, rows: number, to: Block, first: number): void {
  const { values, width } = from;
  const columns = to.columns;
  for (let c = 0; c < width; c++) {
    const column = columns[first + c];
    for (let r = 0, at = c; r < rows; r++, at += width) column[r] = values[at];
  }
}

/** to = (to - from)^2, cell by cell (DeepLearningModel.score_autoencoder). A missing number counts as the mean, which is its input. */
function squareDifferences(to: Matrix, from: Matrix, rows: number): void {
  const a = to.values;
  const b = from.values;
  for (let i = 0; i < rows * to.width; i++) {
    const difference = a[i] - b[i];
    a[i] = difference * difference;
  }
}

/** The reconstruction, numbers back in their own units. */
function autoencoder(data: DeepLearningData, out: Matrix, { preds, rows }: Scored): RowFailure[] {
  transpose(out, rows, preds, 0);
  const firstNumber = out.width - data.nums;
  data.normMul.forEach((mul, i) => {
    const column = preds.columns[firstNumber + i];
    const sub = data.normSub[i];
    for (let r = 0; r < rows; r++) column[r] = column[r] / mul + sub;
  });
  return [];
}

function classifier(
  data: DeepLearningData,
  out: Matrix,
  { input, preds, rows }: Scored,
): RowFailure[] {
  transpose(out, rows, preds, 1);
  const failures = refuseNaN(preds.columns, 1, rows, 'Predicted class probability NaN!');
  labelClasses(data.labels, preds, input, rows);
  return failures;
}

/**
 * H2O computes the probabilities from the label it has just set to -1, which is no class, and writes them beyond the end of a
 * regression's predictions: no row has an answer.
 */
function modifiedHuber(_data: DeepLearningData, _out: Matrix, { rows }: Scored): RowFailure[] {
  return Array.from({ length: rows }, (_, row) => ({
    row,
    error: (n?: number) =>
      new ScoringError('H2O gives deep learning with modified_huber no label', { row: n }),
  }));
}

function regression(
  data: DeepLearningData,
  out: Matrix,
  { preds, rows, kernels }: Scored,
): RowFailure[] {
  transpose(out, rows, preds, 0);
  const value = preds.columns[0];
  if (data.normResponse) {
    const { mul, sub } = data.normResponse;
    for (let r = 0; r < rows; r++) value[r] = value[r] / mul + sub;
  }
  kernels.linkInverse(responseLink(data.distribution), preds, 0, rows);
  return refuseNaN(preds.columns, 0, rows, 'Predicted regression target NaN!');
}

/** DeeplearningMojoModel.linkInv. */
function responseLink(distribution: DeepLearningData['distribution']) {
  switch (distribution) {
    case 'bernoulli':
    case 'quasibinomial':
    case 'modified_huber':
    case 'ordinal':
      return 'gbm-logit';
    case 'multinomial':
    case 'poisson':
    case 'gamma':
    case 'tweedie':
      return 'gbm-log';
    default:
      return 'identity';
  }
}

/** Refuses rows with NaN in column `first` or behind it. */
function refuseNaN(
  columns: readonly Float64Array[],
  first: number,
  rows: number,
  reason: string,
): RowFailure[] {
  const failures: RowFailure[] = [];
  for (let r = 0; r < rows; r++) {
    for (let c = first; c < columns.length; c++) {
      if (!Number.isNaN(columns[c][r])) continue;
      failures.push({ row: r, error: (row) => new ScoringError(reason, { row }) });
      break;
    }
  }
  return failures;
}
