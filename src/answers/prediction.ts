import type { LoadedModel, ModelData } from '../algos/algorithm.js';
import { categoryOf } from '../categories/index.js';
import { UnsupportedMojoError } from '../errors.js';
import type { ModelInfo } from '../mojo/model-info.js';
import type { Answer, OutputColumn } from './answer.js';
import { unitRowsAnswer } from './unit-rows.js';

/** The prediction: the columns that PredictCsv writes (GenModel.getOutputNames). */
export function predictionAnswer({ info, data, scorer }: LoadedModel): Answer {
  const { autoencoder, hiddenLayers = [] } = data;
  const last = hiddenLayers.length + 1;
  return {
    columns: predictionColumns(info, data),
    ...(autoencoder && unitRowsAnswer(scorer, last)),
    readsColumns: scorer.readsColumns,
    run(rows, offsets, out, at, context, from) {
      const failures = scorer.score(rows, offsets, context, from);
      scorer.preds.columns.forEach((column, c) => out[c]?.set(column.subarray(0, rows), at));
      return failures;
    },
  };
}

/** Names, types and domains of the prediction's columns, one per cell of `preds`. */
export function predictionColumns(info: ModelInfo, data: ModelData): OutputColumn[] {
  const category = categoryOf(info);
  const names = data.outputNames ?? category.outputNames(info, data);
  if (names.length !== data.predsSize) {
    throw new UnsupportedMojoError(
      `${info.algorithm}: ${names.length} names for the ${data.predsSize} numbers of a prediction: ${names.slice(0, 8).join(', ')}`,
      { algorithm: info.algorithm },
    );
  }
  const labels = category.labels?.(info);
  return names.map((name, i): OutputColumn =>
    labels && i === 0 ? { name, kind: 'categorical', domain: labels } : { name, kind: 'number' },
  );
}
