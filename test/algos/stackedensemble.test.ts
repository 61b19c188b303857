// Stacked ensembles that the corpus does not have. The numbers are those of h2o-genmodel 3.46.0.10.
import { describe, expect, it } from 'vitest';
import { log } from '../../assembly/math.js';
import { Frame, MojoFormatError, ScoringError, UnsupportedMojoError } from '../../src/node.js';
import { tinyGbm, tinyGlm, type Info } from './tiny-models.js';
import {
  loadNested,
  logitGlm,
  numericGlm,
  tinyEnsemble,
  type Models,
  type NestedMojo,
} from './tiny-nested-models.js';

async function value(info: Info, models: Models, row: Record<string, unknown>): Promise<unknown> {
  const model = await loadNested(tinyEnsemble(info, models));
  const prediction = model.easyPredict().predict(row);
  model.dispose();
  return 'value' in prediction ? prediction.value : prediction;
}

describe('stacked ensemble', () => {
  it('gives base models their columns by name and the metalearner their predictions in order', async () => {
    expect(await value({}, {}, { a: 1, b: 3 })).toBe(10 * (2 * 3 + 1) + 100 * 3);
  });

  it('leaves NA to the base models', async () => {
    expect(await value({}, {}, { a: 1 })).toBe(10 * (2 * 1.5 + 1) + 100 * 1.5);
  });

  it('reads 0 for a base model that the MOJO leaves out', async () => {
    expect(await value({ base_model0: undefined }, {}, { a: 1, b: 3 })).toBe(300);
  });

  it('gives a metalearner with fewer columns the first predictions', async () => {
    const meta = numericGlm(['one'], [10]);
    expect(await value({}, { meta }, { a: 1, b: 3 })).toBe(10 * (2 * 3 + 1));
  });

  it('gives it as many of the classes of a base model as it has columns', async () => {
    const classes = (column: string, beta: readonly number[], info: Info = {}) => ({
      ...numericGlm([column], [1], {
        category: 'Multinomial',
        n_classes: 3,
        family: 'multinomial',
        beta: `[${beta.map((b) => b.toFixed(1)).join(', ')}]`,
        ...info,
      }),
      domains: [null, ['p', 'q', 'r']],
    });
    // Base models with equal probabilities; the metalearner has a column for all classes of the first and one of the second.
    const even = classes('b', [0, 0, 0, 0, 0, 0]);
    const meta = {
      ...classes('u', [0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], { nums: 4, n_features: 4 }),
      columns: ['u', 'v', 'w', 'x', 'y'],
      domains: [null, null, null, null, ['p', 'q', 'r']],
    };
    using model = await loadNested({
      ...tinyEnsemble(
        { category: 'Multinomial', n_classes: 3 },
        {
          meta: { ...meta, info: { ...meta.info, num_means: '[0.0, 0.0, 0.0, 0.0]' } },
          both: even,
          one: even,
        },
      ),
      domains: [null, null, ['p', 'q', 'r']],
    });
    const p = Math.exp(3) / (Math.exp(3) + 2);
    const prediction = model.easyPredict().predict({ b: 1 });
    expect(prediction).toMatchObject({ label: 'p', labelIndex: 0 });
    expect('classProbabilities' in prediction && prediction.classProbabilities[0]).toBeCloseTo(
      p,
      14,
    );
  });

  it('takes one model in several places', async () => {
    expect(await value({ base_model1: 'both' }, {}, { a: 1, b: 3 })).toBe(110 * (2 * 3 + 1));
  });

  it('transforms no values of a regression', async () => {
    expect(await value({ metalearner_transform: 'Logit' }, {}, { a: 1, b: 3 })).toBe(370);
  });

  it.each([
    [0.5, 0.5],
    [40, 1 - 1e-9],
    [-40, 1e-9],
  ])('turns probabilities into log odds within bounds (x = %d)', async (x, p1) => {
    const info = {
      category: 'Binomial',
      n_classes: 2,
      base_models_num: 1,
      metalearner_transform: 'Logit',
    };
    const models = {
      both: logitGlm('b'),
      // The metalearner answers the log odds themselves as probability of class 1.
      meta: logitGlm('one', { link: 'identity' }),
    };
    const model = await loadNested(tinyEnsemble(info, models));
    const prediction = model.easyPredict().predict({ a: 0, b: x });
    model.dispose();
    if (!('classProbabilities' in prediction)) throw new Error('not a classifier');
    const odds = Math.abs(x) < 1 ? x : Math.max(-19, log(p1 / (1 - p1)));
    expect(prediction.classProbabilities[1]).toBeCloseTo(odds, 12);
  });

  it('reports rows that a base model or the metalearner refuses, and answers the others', async () => {
    const colour = tinyGlm({ cats: 1, nums: 0, cat_offsets: '[0, 1]', num_means: undefined });
    const model = await loadNested({
      ...tinyEnsemble(
        {},
        { one: { ...colour, columns: ['colour', 'y'], domains: [['u', 'v'], null] } },
      ),
      columns: ['a', 'b', 'colour', 'y'],
      domains: [null, null, ['u', 'v'], null],
    });
    const frame = Frame.fromRows([
      { a: 1, b: 2, colour: 'v' },
      { a: 1, b: 2 },
      { a: 1, b: 2, colour: 'u' },
    ]);
    for await (const rows of model.predictionStream([frame], {})) {
      expect(rows[0]).toEqual({ value: 150 });
      expect(rows[1]).toBeInstanceOf(ScoringError);
      expect((rows[1] as ScoringError).message).toContain('categorical value out of range');
      expect(rows[2]).toEqual({ value: 50 });
    }
    model.dispose();
  });

  it('refuses an offset, as h2o-genmodel', async () => {
    const model = await loadNested(tinyEnsemble());
    expect(() => model.easyPredict().predict({ a: 1, b: 2 }, { offset: 1 })).toThrow(ScoringError);
    model.dispose();
  });

  it('holds ensembles within ensembles, but not without end', async () => {
    // Each level reads the one below, whose value stands for its own first base model.
    const nested = (depth: number): NestedMojo =>
      tinyEnsemble({}, depth === 0 ? {} : { both: nested(depth - 1) });
    const model = await loadNested(nested(7));
    expect(model.easyPredict().predict({ a: 1, b: 3 })).toEqual({
      value: 10 ** 8 * 7 + 3333333300,
    });
    model.dispose();
    await expect(loadNested(nested(8))).rejects.toThrow('models are nested more than 8 deep');
  });

  it.each<[key: string, message: string, info: Info, models?: Models]>([
    ['metalearner', 'the name of one of the 3 submodels', { metalearner: 'nobody' }],
    ['metalearner', 'metalearner is missing', { metalearner: undefined }],
    ['metalearner_transform', 'one of NONE, Logit', { metalearner_transform: 'Rank' }],
    ['base_model1', 'the name of one of the 3 submodels', { base_model1: 'nobody' }],
    ['base_models_num', 'a count for the 2 columns of the metalearner', { base_models_num: 1 }],
    ['base_models_num', 'a count', { base_models_num: -1 }],
    ['submodel_count', 'a count', { submodel_count: -1 }],
    ['submodel_key_3', 'submodel_key_3 is missing', { submodel_count: 2_000_000_000 }],
    ['metalearner', 'a model of 1 classes', {}, { meta: logitGlm('one') }],
    [
      'base_model0',
      'a model of 2 classes',
      { category: 'Binomial', n_classes: 2, base_models_num: 1 },
      { meta: logitGlm('one') },
    ],
  ])('refuses a wrong %s: %s', async (key, message, info, models) => {
    const refused = loadNested(tinyEnsemble(info, models));
    await expect(refused).rejects.toBeInstanceOf(MojoFormatError);
    await expect(refused).rejects.toMatchObject({ key });
    await expect(refused).rejects.toThrow(message);
  });

  it('names the folder of a submodel that is not there', async () => {
    const refused = loadNested(tinyEnsemble({ submodel_dir_1: 'models/elsewhere/' }));
    await expect(refused).rejects.toMatchObject({ file: 'models/elsewhere/model.ini' });
  });

  it('refuses base models with columns that the ensemble lacks', async () => {
    const refused = loadNested(
      tinyEnsemble({}, { one: { ...tinyGbm(), columns: ['b.High', 'y'] } }),
    );
    await expect(refused).rejects.toBeInstanceOf(UnsupportedMojoError);
    await expect(refused).rejects.toThrow('base_model1 = one needs the column b.High');
    await expect(refused).rejects.toMatchObject({ algorithm: 'Stacked Ensemble' });
  });

  it('reads many names of one folder once', async () => {
    const count = 20_000;
    const keys = Array.from({ length: count }, (_, i): [string, string][] => [
      [`submodel_key_${i + 3}`, `copy${i}`],
      [`submodel_dir_${i + 3}`, 'models/one/'],
    ]);
    const info = { submodel_count: count + 3, ...(Object.fromEntries(keys.flat()) as Info) };
    const start = performance.now();
    expect(await value(info, {}, { a: 1, b: 3 })).toBe(370);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
