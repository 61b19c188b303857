import type { Block, Kernels, NumberColumns, NumberRows } from '../../engine/kernels.js';
import { ScoringError } from '../../errors.js';
import { rowsToColumns } from '../../frame/rows-to-columns.js';
import type { Precision, RowFailure, Scorer } from '../algorithm.js';
import { labelClasses } from '../labels.js';
import { loadNetwork } from './network.js';
import type { DeepLearningData } from './read.js';
import { toSquaredErrors } from './squared-errors.js';

/** DeeplearningMojoModel.score0. The offset is ignored, as H2O's library does. */
export function loadDeepLearning(
  data: DeepLearningData,
  kernels: Kernels,
  capacity: number,
  precision: Precision,
): Scorer {
  const input = kernels.block(data.width, capacity);
  const preds = kernels.block(predsSize(data), capacity);
  const network = loadNetwork(data, kernels, precision);
  const last = data.layers.length;
  const { outputs } = data.layers[last - 1];
  const rowsOut = new Float64Array(capacity * outputs);
  const finish = finisher(data);
  const first = data.kind === 'classifier' ? 1 : 0;
  const { runSingle } = network;
  const isRestored = (layer: number) => layer === last && data.kind === 'autoencoder';

  /** The last layer's units to columns of `preds`. */
  function toPreds(rows: number, restored: boolean, from: Block | NumberColumns = input): void {
    network.run(from, rows, last, rowsOut, restored);
    rowsToColumns(rowsOut, outputs, rows, preds.columns.slice(first, first + outputs), 0);
  }

  return {
    input,
    preds,
    readsColumns: kernels.readsColumns,
    score(rows, _offsets, _context, columns) {
      const from = columns ?? input;
      toPreds(rows, data.kind === 'autoencoder', from);
      return finish(data, { input: from, preds, rows, kernels });
    },
    unitRows(layer, rows, out, from) {
      network.run(from ?? input, rows, layer, out, isRestored(layer));
    },
    ...(runSingle && {
      singleUnitRows: (
        layer: number,
        rows: number,
        out: Float32Array,
        from?: NumberColumns | NumberRows,
      ) => runSingle(from ?? input, rows, layer, out, isRestored(layer)),
    }),
    ...(data.kind === 'autoencoder' && {
      squaredErrors(rows: number) {
        toPreds(rows, false);
        toSquaredErrors(data, input, rows, preds);
        return preds;
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
  readonly input: Block | NumberColumns;
  readonly preds: Block;
  readonly rows: number;
  readonly kernels: Pick<Kernels, 'linkInverse'>;
}

/** Turns what the last layer gives into predictions. */
type Finish = (data: DeepLearningData, scored: Scored) => RowFailure[];

/** What makes predictions of the last layer of a model of this kind. */
export function finisher({ kind, distribution }: DeepLearningData): Finish {
  if (kind === 'autoencoder') return () => [];
  if (distribution === 'modified_huber') return modifiedHuber;
  return kind === 'classifier' ? classifier : regression;
}

function classifier(data: DeepLearningData, { input, preds, rows }: Scored): RowFailure[] {
  const failures = refuseNaN(preds, 1, rows, 'Predicted class probability NaN!');
  labelClasses(data.labels, preds, input, rows);
  return failures;
}

/**
 * H2O computes the probabilities from the label it has just set to -1, which is no class, and writes them beyond the end of a
 * regression's predictions: no row has an answer.
 */
function modifiedHuber(_data: DeepLearningData, { rows }: Scored): RowFailure[] {
  return Array.from({ length: rows }, (_, row) => ({
    row,
    error: (n?: number) =>
      new ScoringError('H2O gives deep learning with modified_huber no label', { row: n }),
  }));
}

function regression(data: DeepLearningData, { preds, rows, kernels }: Scored): RowFailure[] {
  const value = preds.columns[0];
  if (data.normResponse) {
    const { mul, sub } = data.normResponse;
    for (let r = 0; r < rows; r++) value[r] = value[r] / mul + sub;
  }
  kernels.linkInverse(responseLink(data.distribution), preds, 0, rows);
  return refuseNaN(preds, 0, rows, 'Predicted regression target NaN!');
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
function refuseNaN(preds: Block, first: number, rows: number, reason: string): RowFailure[] {
  const { cells, stride, width } = preds;
  const failures: RowFailure[] = [];
  for (let r = 0; r < rows; r++) {
    for (let c = first; c < width; c++) {
      if (!Number.isNaN(cells[c * stride + r])) continue;
      failures.push({ row: r, error: (row) => new ScoringError(reason, { row }) });
      break;
    }
  }
  return failures;
}
