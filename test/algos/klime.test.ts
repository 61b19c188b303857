// k-LIME beyond the corpus: levels, missing values, clusters without a model. The numbers are those of h2o-genmodel 3.46.0.10.
import { describe, expect, it } from 'vitest';
import { Frame, MojoFormatError, ScoringError, UnsupportedMojoError } from '../../src/node.js';
import { tinyGbm, tinyKMeans, type Info } from './tiny-models.js';
import { colourGlm, loadNested, tinyKLime, type Models } from './tiny-nested-models.js';

type Cells = Readonly<Record<string, unknown>>;

async function explain(row: Cells, info: Info = {}, models: Models = {}): Promise<unknown> {
  const model = await loadNested(tinyKLime(info, models));
  try {
    return model.easyPredict().predict(row);
  } finally {
    model.dispose();
  }
}

describe('k-LIME', () => {
  it.each<[what: string, row: Cells, cluster: number, value: number, reasonCodes: number[]]>([
    ['the global model', { colour: 'b', w: 2, x: 1 }, 0, 130, [2, 32, 32]],
    ['its last level', { colour: 'd', w: 2, x: 1 }, 0, 136, [8, 32, 32]],
    ['values for NA', {}, 0, 86, [2, 4, 16]],
    ['the model of a cluster', { colour: 'b', w: 2, x: 10 }, 1, 209, [4, 16, 160]],
    ['the code of level 2 for level 0', { colour: 'a', w: 2, x: 10 }, 1, 208, [2, 16, 160]],
    ['no code for the last levels', { colour: 'c', w: 2, x: 10 }, 1, 210, [NaN, 16, 160]],
  ])('explains by %s', async (_, row, cluster, value, reasonCodes) => {
    expect(await explain(row)).toEqual({ value, cluster, reasonCodes });
  });

  it('names its columns as H2O does, in frames too', async () => {
    const model = await loadNested(tinyKLime());
    const rows = [
      { colour: 'b', w: 2, x: 10 },
      { colour: 'b', w: 2, x: 1 },
      { colour: 'd', w: 0, x: 10 },
    ];
    const { columns } = await model.predict(Frame.fromRows(rows));
    expect(columns.map((column) => [column.name, ...(column.values ?? [])])).toEqual([
      ['predict_klime', 209, 130, 196],
      ['cluster_klime', 1, 0, 1],
      ['rc_colour', 4, 2, NaN],
      ['rc_w', 16, 32, 0],
      ['rc_x', 160, 32, 160],
    ]);
    model.dispose();
  });

  it('answers the value alone as a model of category Regression', async () => {
    const row = { colour: 'b', w: 2, x: 10 };
    expect(await explain(row, { category: 'Regression' })).toEqual({ value: 209 });
  });

  it('leaves codes out where a model knows fewer columns', async () => {
    const second = {
      ...colourGlm('[1.0, 2.0, 4.0, 8.0, 16.0, 32.0]', { nums: 1, num_means: '[0.25]' }),
    };
    const narrow = { ...second, columns: ['colour', 'w', 'y'], domains: second.domains.slice(1) };
    expect(
      await explain(
        { colour: 'b', w: 2, x: 10 },
        {},
        { second: { ...narrow, domains: [['a', 'b', 'c', 'd'], null, null] } },
      ),
    ).toEqual({ value: 65, cluster: 1, reasonCodes: [4, 32, NaN] });
  });

  it('gives a clustering model the first column for one that the global model lacks', async () => {
    const clusters = tinyKMeans({ n_features: 1, center_0: '[0.0]', center_1: '[3.0]' });
    const models = { clusters: { ...clusters, columns: ['other'], domains: [null] } };
    expect(await explain({ colour: 'd', w: 2, x: 0 }, {}, models)).toMatchObject({ cluster: 1 });
    expect(await explain({ colour: 'b', w: 2, x: 10 }, {}, models)).toMatchObject({ cluster: 0 });
  });

  it('refuses rows without a nearest cluster', async () => {
    await expect(explain({ colour: 'b', w: 2, x: Infinity })).rejects.toBeInstanceOf(ScoringError);
    await expect(explain({ colour: 'b', w: 2, x: Infinity })).rejects.toThrow(
      'no cluster is nearest',
    );
  });

  it('refuses rows of a cluster behind the last', async () => {
    const info = { cluster_num: 1 };
    await expect(explain({ colour: 'b', w: 2, x: 10 }, info)).rejects.toThrow(ScoringError);
    expect(await explain({ colour: 'b', w: 2, x: 1 }, info)).toMatchObject({ value: 130 });
  });

  it('reports the right row where a linear model refuses one', async () => {
    const strict = {
      second: colourGlm('[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]', { mean_imputation: false }),
    };
    const model = await loadNested(tinyKLime({}, strict));
    const frame = Frame.fromRows([
      { colour: 'a', w: 1, x: 1 },
      { colour: 'a', w: 1, x: 10 },
      { w: 1, x: 10 },
    ]);
    for await (const rows of model.predictionStream([frame], {})) {
      expect(rows.map((row) => row instanceof ScoringError)).toEqual([false, false, true]);
      expect((rows[2] as ScoringError).message).toContain('row 2');
    }
    model.dispose();
  });

  it.each<[key: string, message: string, info: Info, models?: Models]>([
    ['cluster_num', 'a count', { cluster_num: -1 }],
    ['clustering_model', 'the name of one of the 3 submodels', { clustering_model: 'nobody' }],
    ['cluster_regression_model_1', 'the name of one', { cluster_regression_model_1: 'nobody' }],
    ['global_regression_model', 'at most the 2 features', { n_features: 2 }],
    [
      'clustering_model',
      'it reads y',
      {},
      {
        clusters: {
          ...tinyKMeans({ n_features: 1, center_0: '[0.0]', center_1: '[1.0]' }),
          columns: ['y'],
          domains: [null],
        },
      },
    ],
  ])('refuses a wrong %s: %s', async (key, message, info, models) => {
    const refused = loadNested(tinyKLime(info, models));
    await expect(refused).rejects.toBeInstanceOf(MojoFormatError);
    await expect(refused).rejects.toMatchObject({ key });
    await expect(refused).rejects.toThrow(message);
  });

  it('refuses models of clusters that are not linear', async () => {
    const refused = loadNested(tinyKLime({}, { second: tinyGbm() }));
    await expect(refused).rejects.toBeInstanceOf(UnsupportedMojoError);
    await expect(refused).rejects.toThrow('cluster_regression_model_1 = second is of Gradient');
  });
});
