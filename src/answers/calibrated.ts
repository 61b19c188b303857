import { ModelCategoryError } from '../errors.js';
import type { LoadedModel } from '../algos/algorithm.js';
import type { Answer, OutputColumn } from './answer.js';
import { predictionAnswer } from './prediction.js';

/** The prediction followed by the calibrated probabilities `cal_...`; they are NA where the model was not calibrated. */
export function calibratedAnswer(model: LoadedModel): Answer {
  const { info, data, scorer } = model;
  if (
    info.category !== 'Binomial' &&
    info.category !== 'Multinomial' &&
    info.category !== 'Regression'
  ) {
    throw new ModelCategoryError(
      `calibrated probabilities exist for binomial models; this is ${info.algorithm}, ${info.category}`,
      'Binomial',
      info.category,
    );
  }
  const prediction = predictionAnswer(model);
  const classes = prediction.columns.slice(1);
  const calibrated = classes.map(({ name }): OutputColumn => ({
    name: `cal_${name}`,
    kind: 'number',
  }));
  const first = prediction.columns.length;
  return {
    columns: [...prediction.columns, ...calibrated],
    readsColumns: scorer.readsColumns,
    run(rows, offsets, out, at, context, from) {
      const failures = prediction.run(rows, offsets, out, at, context, from);
      if (data.calibrate === undefined) {
        calibrated.forEach((_, i) => out[first + i]?.fill(NaN, at, at + rows));
        return failures;
      }
      const [, p0, p1] = scorer.preds.columns as Float64Array[];
      for (let r = 0; r < rows; r++) {
        const p = data.calibrate(p0[r], p1[r]);
        (out[first] as Float64Array)[at + r] = 1 - p;
        (out[first + 1] as Float64Array)[at + r] = p;
      }
      return failures;
    },
  };
}
