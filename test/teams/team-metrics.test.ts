// Metrics of predictions that are there already: of a model, and of a team.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import {
  FeatureStack,
  Frame,
  loadMojo,
  readCsv,
  Team,
  teamMetrics,
  type Model,
} from '../../src/node.js';
import { loadModels, SMALL_DIGITS } from '../support/mnist.js';

const PROSTATE = fileURLToPath(new URL('../../examples/prostate/', import.meta.url));

let models: ReadonlyMap<string, Model>;
let features: Frame;
let answers: Frame;

beforeAll(async () => {
  models = await loadModels(SMALL_DIGITS, ['AE16', 'AE24', 'AE8', 'DL1', 'GBM']);
  const digits = SMALL_DIGITS.digits(60);
  answers = new Frame([digits.column('answer')]);
  const stack = await FeatureStack.create(
    [
      { model: models.get('AE16')!, prefix: 'AE16.' },
      { model: models.get('AE8')!, prefix: 'AE8.', from: { model: models.get('AE24')! } },
    ],
    { keep: ['answer'] },
  );
  features = await stack.features(digits);
});

afterAll(() => {
  for (const model of models.values()) model.dispose();
});

const team = (...names: string[]) =>
  new Team(names.map((name) => ({ name, model: models.get(name)! })));

describe('predictions that are there already', () => {
  it('have the metrics that scoring the rows gives', async () => {
    for (const name of ['DL1', 'GBM']) {
      const model = models.get(name)!;
      const predictions = await model.predict(features);
      const measured = await model.measurePredictions(predictions, answers);
      expect(measured).toEqual(await model.performance(features));
    }
  });

  it('are refused for other rows, and for models of which other answers are measured', async () => {
    const model = models.get('DL1')!;
    const predictions = await model.predict(features);
    const fewer = SMALL_DIGITS.digits(59);
    await expect(model.measurePredictions(predictions, fewer)).rejects.toThrow('60 rows');
    const autoencoder = models.get('AE16')!;
    const digits = SMALL_DIGITS.digits(60);
    const reconstructed = await autoencoder.predict(digits);
    await expect(autoencoder.measurePredictions(reconstructed, digits)).rejects.toThrow(
      'measured by their reconstruction-error',
    );
  });

  it('make the scores of a team', async () => {
    const scores = await team('DL1', 'GBM').score(features);
    const predictions = ['DL1', 'GBM'].map((name) => models.get(name)!.predict(features));
    const again = team('DL1', 'GBM').scoresOf(await Promise.all(predictions));
    expect(again.sums).toEqual(scores.sums);
    expect(() => team('DL1').scoresOf([answers])).toThrow('its predictions');
  });
});

describe('metrics of a team', () => {
  it('of one member are the member’s', async () => {
    const scores = await team('GBM').score(features);
    const measured = await teamMetrics(scores, answers.column('answer'));
    expect(measured).toEqual(await models.get('GBM')!.performance(features));
  });

  it('are of the labels that are given', async () => {
    const scores = await team('DL1', 'GBM').score(features);
    const { labels } = scores.vote('lowest-class');
    const measured = await teamMetrics(scores, answers.column('answer'), labels);
    const wrong = [...labels].filter((label, row) => String(label) !== answers.row(row).answer);
    const { table } = measured.cm as { table: { data: readonly (readonly number[])[] } };
    expect(table.data.at(-2)?.at(-1)).toBe(wrong.length / 60);
  });

  it('of two classes are those of a binomial model', async () => {
    using model = await loadMojo(`${PROSTATE}model.zip`);
    const frame = await readCsv(`${PROSTATE}prostate.csv`);
    const scores = await new Team([{ model }]).score(frame);
    const measured = await teamMetrics(scores, frame.column('CAPSULE'));
    const { AUC, pr_auc, logloss, MSE, Gini, nobs } = await model.performance(frame);
    expect(measured).toMatchObject({ AUC, pr_auc, logloss, MSE, Gini, nobs });
    expect(measured.model_category).toBe('Binomial');
  });
});
