import { UnsupportedMojoError } from '../../errors.js';
import type { Archive } from '../../mojo/archive.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import type { ReadContext } from '../algorithm.js';
import {
  featurePositions,
  featuresOf,
  NestedModels,
  numbersOfKeys,
  type NestedModel,
} from '../nested/read.js';

export interface StackedEnsembleData {
  readonly width: number;
  readonly baseModels: readonly BaseModel[];
  readonly metalearner: NestedModel;
  /** The cells of a base model's prediction that the metalearner reads. */
  readonly cells: readonly number[];
  /** The metalearner was trained on log odds. */
  readonly logit: boolean;
}

export interface BaseModel {
  readonly model: NestedModel;
  /** The ensemble's column for each of its features. */
  readonly positions: Int32Array;
  /** The metalearner's column for the first of its cells. */
  readonly target: number;
}

/** The keys of StackedEnsembleMojoReader. */
export function readStackedEnsemble(
  archive: Archive,
  info: ModelInfo,
  context: ReadContext,
): StackedEnsembleData {
  const transform = info.oneOf('metalearner_transform', ['NONE', 'Logit'], 'NONE');
  const models = new NestedModels(archive, info, context);
  const { nClasses } = info;
  const cells = predictionCells(nClasses);
  const count = info.int('base_models_num', 0);
  if (count < 0) throw info.wrong('base_models_num', 'a count');

  const metalearner = models.at('metalearner');
  // H2O's metalearner lacks the columns that were constant; Java gives it as many of the first columns as it has.
  if (metalearner.info.nFeatures > count * cells.length) {
    throw info.wrong(
      'base_models_num',
      `a count for the ${metalearner.info.nFeatures} columns of the metalearner`,
    );
  }
  if (metalearner.data.predsSize !== (nClasses > 1 ? nClasses + 1 : 1)) {
    throw info.wrong('metalearner', `a model of ${nClasses} classes`);
  }
  return {
    width: info.nFeatures,
    metalearner,
    cells,
    logit: transform === 'Logit' && nClasses > 1,
    baseModels: numbersOfKeys(info, 'base_model', count).map((number) => {
      const model = readBaseModel(info, models, `base_model${number}`, cells);
      return { ...model, target: number * cells.length };
    }),
  };
}

/** The probability of class 1 of two, those of all classes, or the value. */
function predictionCells(nClasses: number): number[] {
  if (nClasses === 2) return [2];
  return nClasses > 2 ? Array.from({ length: nClasses }, (_, c) => c + 1) : [0];
}

function readBaseModel(
  info: ModelInfo,
  models: NestedModels,
  key: string,
  cells: readonly number[],
): Omit<BaseModel, 'target'> {
  const model = models.at(key);
  if (cells[cells.length - 1] >= model.data.predsSize) {
    throw info.wrong(key, `a model of ${info.nClasses} classes`);
  }
  const positions = featurePositions(model, featuresOf(info));
  const absent = positions.indexOf(-1);
  if (absent >= 0) {
    throw new UnsupportedMojoError(
      `${info.file}: ${key} = ${model.name} needs the column ${model.info.columns[absent]}, which the ensemble does not have; ` +
        'h2o-genmodel cannot load ensembles of GAMs, and of models with explicit categorical encodings, either',
      { algorithm: info.algorithm },
    );
  }
  return { model, positions };
}
