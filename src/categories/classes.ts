import type { LoadedModel } from '../algos/algorithm.js';
import { parseJavaInt } from '../java/parse-double.js';
import type { ModelInfo } from '../mojo/model-info.js';
import { pred, predsFrom, type Category } from './category.js';
import type { ClassFields } from './prediction-types.js';

/** Levels of the response; a quasibinomial one without levels has the classes 0 and 1 (EasyPredictModelWrapper.predictBinomial). */
export function responseDomain(info: ModelInfo): readonly string[] {
  return info.domains[info.columns.length - 1] ?? ['0', '1'];
}

/** The name of a class's column; a level that reads as a whole number gets the prefix p. */
export function classColumn(level: string): string {
  return parseJavaInt(level) === undefined ? level : `p${level}`;
}

/** `predict`, then a column per class. */
export function classNames(info: ModelInfo): string[] {
  return ['predict', ...responseDomain(info).map(classColumn)];
}

/** The fields that predictions of all classifiers have. */
export function classFields(model: LoadedModel): (row: number) => ClassFields {
  const domain = responseDomain(model.info);
  const probabilities = probabilitiesOf(model);
  return (row) => {
    const labelIndex = pred(model, 0, row);
    return { labelIndex, label: domain[labelIndex], classProbabilities: probabilities(row) };
  };
}

/** Two are a literal: an array that grows, which makes room for 17 at once, would be an eighth of a small model's row. */
function probabilitiesOf(model: LoadedModel): (row: number) => number[] {
  if (model.scorer.preds.width !== 3) return (row) => predsFrom(model, 1, row);
  return (row) => [pred(model, 1, row), pred(model, 2, row)];
}

/** Three classes or more, ordered or not. */
export const multinomial: Category = {
  outputNames: classNames,
  labels: responseDomain,
  reader: classFields,
};

/** Two classes; calibrated probabilities where the model was trained with calibration. */
export const binomial: Category = {
  outputNames: classNames,
  labels: responseDomain,
  reader(model) {
    const fields = classFields(model);
    const { calibrate } = model.data;
    if (!calibrate) return fields;
    return (row) => {
      const p1 = calibrate(pred(model, 1, row), pred(model, 2, row));
      return { ...fields(row), calibratedClassProbabilities: [1 - p1, p1] };
    };
  },
};
