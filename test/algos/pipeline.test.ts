// MOJO pipelines beyond the corpus. The numbers are those of h2o-genmodel 3.46.0.10.
import { describe, expect, it } from 'vitest';
import { MojoFormatError, ScoringError, UnsupportedMojoError } from '../../src/node.js';
import { tinyGlm, tinyKMeans, type Info } from './tiny-models.js';
import {
  loadNested,
  logitGlm,
  numericGlm,
  tinyPipeline,
  type Models,
} from './tiny-nested-models.js';

async function value(
  row: Readonly<Record<string, unknown>>,
  info: Info = {},
  models: Models = {},
): Promise<unknown> {
  const model = await loadNested(tinyPipeline(info, models));
  try {
    const prediction = model.easyPredict().predict(row);
    return 'value' in prediction ? prediction.value : prediction;
  } finally {
    model.dispose();
  }
}

describe('MOJO pipeline', () => {
  it('gives the main model its columns by name, and the predictions of the others', async () => {
    expect(await value({ a: 7, x: 1, colour: 'a' })).toBe(7);
    expect(await value({ a: 7, x: 9, colour: 'b' })).toBe(1007);
    expect(await value({ x: 9, colour: 'b' })).toBe(1001.5);
  });

  it('takes any cell of a prediction, of several models', async () => {
    const info = {
      generated_column_count: 3,
      generated_column_name_1: 'P0',
      generated_column_model_1: 'classes',
      generated_column_index_1: 1,
      generated_column_name_2: 'LABEL',
      generated_column_model_2: 'classes',
      generated_column_index_2: 0,
    };
    const models = {
      main: numericGlm(['a', 'LABEL', 'P0', 'CLUSTER'], [1, 10, 100, 1000]),
      classes: logitGlm('x'),
    };
    expect(await value({ a: 7, x: 0, colour: 'a' }, info, models)).toBe(7 + 10 + 50);
  });

  it('reports rows that a model refuses', async () => {
    const strict = tinyGlm({ cats: 1, nums: 0, cat_offsets: '[0, 1]', num_means: undefined });
    const models = {
      clusters: { ...strict, columns: ['colour', 'y'], domains: [['a', 'b'], null] },
    };
    expect(await value({ a: 7, colour: 'b' }, {}, models)).toBe(1007);
    await expect(value({ a: 7 }, {}, models)).rejects.toBeInstanceOf(ScoringError);
  });

  it.each<[key: string, message: string, info: Info, models?: Models]>([
    ['main_model', 'the name of one of the 2 submodels', { main_model: 'nobody' }],
    ['generated_column_count', 'a count', { generated_column_count: -1 }],
    ['generated_column_model_1', 'is missing', { generated_column_count: 2_000_000_000 }],
    ['generated_column_model_0', 'the name of one', { generated_column_model_0: 'nobody' }],
    ['generated_column_model_0', 'besides the main one', { generated_column_model_0: 'main' }],
    ['generated_column_index_0', 'one of the 1 numbers', { generated_column_index_0: 1 }],
    ['generated_column_index_0', 'one of the 1 numbers', { generated_column_index_0: -1 }],
    ['generated_column_name_0', 'a feature of main', { generated_column_name_0: 'y' }],
    [
      'generated_column_name_1',
      'named once',
      {
        generated_column_count: 2,
        generated_column_name_1: 'CLUSTER',
        generated_column_model_1: 'clusters',
      },
    ],
    ['submodel_count', 'idle does not', {}, { idle: tinyKMeans() }],
    [
      '[columns]',
      'no column z, which its model main needs',
      {},
      { main: numericGlm(['CLUSTER', 'z'], [1, 1]) },
    ],
    [
      '[columns]',
      'no column y, which its model main needs',
      {},
      { main: numericGlm(['CLUSTER', 'y'], [1, 1]) },
    ],
    [
      '[columns]',
      'no column z, which its model clusters needs',
      {},
      { clusters: { ...tinyKMeans(), columns: ['z', 'colour'] } },
    ],
  ])('refuses a wrong %s: %s', async (key, message, info, models) => {
    const refused = loadNested(tinyPipeline(info, models));
    await expect(refused).rejects.toBeInstanceOf(MojoFormatError);
    await expect(refused).rejects.toMatchObject({ key });
    await expect(refused).rejects.toThrow(message);
  });

  it('refuses a main model of another category', async () => {
    const info = { category: 'Binomial', n_classes: 2 };
    const refused = loadNested(tinyPipeline(info));
    await expect(refused).rejects.toBeInstanceOf(UnsupportedMojoError);
    await expect(refused).rejects.toMatchObject({
      algorithm: 'MOJO Pipeline',
      supported: expect.stringMatching(/^Binomial, Multinomial, /) as string,
    });
  });
});
