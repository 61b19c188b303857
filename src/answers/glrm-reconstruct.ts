import type { LoadedModel, LowRankModel } from '../algos/algorithm.js';
import { ModelCategoryError } from '../errors.js';
import type { ModelInfo } from '../mojo/model-info.js';
import type { Answer, OutputColumn } from './answer.js';

/** The columns of the input as the factors of a low rank model give them; levels as their numbers (PredictCsv --glrmReconstruct). */
export function glrmReconstructAnswer({ info, data, scorer }: LoadedModel): Answer {
  const { reconstruct, width } = requireLowRank(info, data.lowRank);
  if (reconstruct === undefined) {
    const version = info.mojoVersion.toFixed(2);
    throw new ModelCategoryError(
      `reconstruction needs GLRM's MOJO 1.10 or later; this is ${version}`,
      'MOJO 1.10',
      version,
    );
  }
  const columns = info.columns
    .slice(0, width)
    .map((name): OutputColumn => ({ name: `reconstr_${name}`, kind: 'number' }));
  const factors = new Float64Array(data.predsSize);
  const cells = new Float64Array(width);
  return {
    columns,
    run(rows, offsets, out, at, context) {
      const failures = scorer.score(rows, offsets, context);
      for (let r = 0; r < rows; r++) {
        for (let k = 0; k < factors.length; k++) factors[k] = scorer.preds.columns[k][r];
        reconstruct(factors, cells);
        for (let c = 0; c < width; c++) out[c][at + r] = cells[c];
      }
      return failures;
    },
  };
}

/** Throws ModelCategoryError unless the model is one of low rank. */
export function requireLowRank(info: ModelInfo, lowRank: LowRankModel | undefined): LowRankModel {
  if (lowRank === undefined) {
    throw new ModelCategoryError(
      `reconstruction from factors needs a low rank model (GLRM); this is ${info.algorithm}`,
      'GLRM',
      info.algorithm,
    );
  }
  return lowRank;
}
