import { describe, expect, it } from 'vitest';
import {
  ArgumentError,
  Frame,
  loadMojo,
  ModelCategoryError,
  type BinomialModelPrediction,
  type Row,
} from '../../src/node.js';
import { CASES, inputRows, readText, type Case } from '../support/cases.js';

const OPTIONS = { convertInvalidNumbersToNa: true };
const RULES = { convertUnknownCategoricalLevelsToNa: true, convertInvalidNumbersToNa: true };

/** The first case of each algorithm that has a binomial model. Margins of svm and offsets are other subjects. */
const BINOMIALS = ['gbm', 'drf', 'glm', 'deeplearning', 'xgboost', 'stackedensemble'].flatMap(
  (algo) =>
    CASES.filter(
      ({ name, meta }) =>
        name.startsWith(`${algo}/`) &&
        meta.category === 'Binomial' &&
        meta.expect === 'answers' &&
        !/offset|quasi|modified|skip/.test(name),
    ).slice(0, 1),
);

/** Plain rows: those after them are odd ones, for which some models have no answer. */
function inputOf(golden: Case): Row[] {
  return inputRows(readText(golden, 'input.csv')!).slice(0, 30);
}

/** Columns of a prediction: codes of the label, p0, p1. */
function columnsOf(frame: Frame) {
  const [label, p0, p1] = frame.columns;
  return {
    codes: [...(label as { codes: Int32Array }).codes],
    p0: [...(p0 as { values: Float64Array }).values],
    p1: [...(p1 as { values: Float64Array }).values],
  };
}

describe('a threshold of the caller', () => {
  it.each(BINOMIALS.map((golden) => [golden.name, golden] as const))(
    '%s: class 1 from it on, the probabilities unchanged',
    async (_, golden) => {
      using model = await loadMojo(golden.mojo);
      const rows = inputOf(golden);
      const frame = Frame.fromRows(rows);
      const usual = columnsOf(await model.predict(frame, OPTIONS));
      const middle = usual.p1.filter((p) => !Number.isNaN(p)).sort((a, b) => a - b)[
        usual.p1.length >> 1
      ];
      for (const threshold of [0, middle, 1]) {
        const moved = columnsOf(await model.predict(frame, { ...OPTIONS, threshold }));
        expect(moved.p0).toEqual(usual.p0);
        expect(moved.p1).toEqual(usual.p1);
        expect(moved.codes).toEqual(usual.p1.map((p) => (p >= threshold ? 1 : 0)));
      }
      // The model itself has not changed.
      expect(columnsOf(await model.predict(frame, OPTIONS))).toEqual(usual);
      // The label of an ensemble is by the threshold of its metalearner, which is another one.
      if (model.algo !== 'stackedensemble') {
        const same = { ...OPTIONS, threshold: model.defaultThreshold };
        expect(columnsOf(await model.predict(frame, same)).codes).toEqual(usual.codes);
      }

      const predictor = model.easyPredict({ ...RULES, threshold: middle });
      rows.forEach((row, r) => {
        const prediction = predictor.predict(row) as BinomialModelPrediction;
        const labelIndex = usual.p1[r] >= middle ? 1 : 0;
        const label = model.domains.at(-1)?.[labelIndex];
        expect(prediction).toMatchObject({ labelIndex, label });
      });
    },
  );

  it('is refused by other models, and unless it is a probability', async () => {
    const regression = CASES.find(({ meta }) => meta.category === 'Regression')!;
    using other = await loadMojo(regression.mojo);
    const frame = Frame.fromRows(inputOf(regression));
    await expect(other.predict(frame, { threshold: 0.5 })).rejects.toThrow(ModelCategoryError);
    expect(() => other.easyPredict({ threshold: 0.5 })).toThrow(ModelCategoryError);
    using model = await loadMojo(BINOMIALS[0].mojo);
    for (const threshold of [-0.1, 1.5, NaN]) {
      expect(() => model.easyPredict({ threshold })).toThrow(ArgumentError);
    }
  });
});
