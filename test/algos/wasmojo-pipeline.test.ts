// wasmojo's own pipelines, from hand-made files; those of descriptions are in test/pipeline, those of digits in test/mnist.
import { describe, expect, it } from 'vitest';
import {
  Frame,
  MissingColumnError,
  ModelCategoryError,
  MojoFormatError,
  ScoringError,
  UnsupportedMojoError,
  type PredictOptions,
} from '../../src/node.js';
import { BACKENDS } from '../support/backends.js';
import { loadTiny, tinyDeepLearning, type Info } from './tiny-models.js';
import {
  colourGlm,
  loadNested,
  logitGlm,
  numericGlm,
  type Models,
  type NestedMojo,
} from './tiny-nested-models.js';
import { constantClassifier, sumNetwork, tinyFeatures, tinyTeam } from './tiny-wasmojo-pipeline.js';

type Rows = readonly Readonly<Record<string, unknown>>[];

async function predict(mojo: NestedMojo, rows: Rows, options: PredictOptions = {}): Promise<Rows> {
  using model = await loadNested(mojo);
  return (await model.predict(Frame.fromRows(rows), options)).toRows();
}

/** One of the features, and column b. */
const mixed = ['B.DF.L1.C1', 'b'];

describe('features of a pipeline', () => {
  it('are the answer where there are no members', async () => {
    const rows = await predict(tinyFeatures({ unit_names: 'units' }), [
      { a: 1, b: 2 },
      { a: 0, b: 0 },
    ]);
    expect(rows).toEqual([
      { 'B.DF.L1.C1': 7, 'B.DF.L1.C2': 17, 'A.DF.L1.C1': 3, 'A.DF.L1.C2': 4 },
      { 'B.DF.L1.C1': 1, 'B.DF.L1.C2': 11, 'A.DF.L1.C1': 0, 'A.DF.L1.C2': 1 },
    ]);
  });

  it('have the names that H2O gives to units of a network that reads such names', async () => {
    using model = await loadNested(tinyFeatures());
    const columns = await model.answerColumns({ kind: 'prediction' });
    expect(columns.map(({ name }) => name)).toEqual([
      'B.DF.L1.C10',
      'B.DF.L1.C20',
      'A.DF.L1.C1',
      'A.DF.L1.C2',
    ]);
    expect(model).toMatchObject({ algo: 'wasmojo-pipeline', modelCategory: 'DimReduction' });
    expect(model.features).toEqual(['a', 'b']);
  });

  it('are of any hidden layer, read in any order and under any prefix', async () => {
    const models = {
      A: sumNetwork(['b', 'a'], [0, 1], [5]),
      B: sumNetwork(['my.DF.L1.C2', 'my.DF.L1.C1'], [0]),
    };
    const info = {
      unit_names: 'units',
      layer_count: 3,
      layer_model_2: 'A',
      layer_number_2: 2,
      feature_layer_1: 2,
      feature_prefix_1: undefined,
    };
    expect(await predict(tinyFeatures(info, models), [{ a: 1, b: 2 }])).toEqual([
      { 'B.DF.L1.C1': 7, 'DF.L2.C1': 12 },
    ]);
  });

  it('may be of one layer that reads several others', async () => {
    const models = { B: sumNetwork(['DF.L1.C2'], [0]), C: sumNetwork(['a', 'b'], [0, 100]) };
    const info = {
      unit_names: 'units',
      layer_count: 4,
      layer_model_2: 'C',
      layer_model_3: 'B',
      layer_from_3: 2,
      feature_layer_1: 3,
      feature_prefix_1: 'again.',
    };
    expect(await predict(tinyFeatures(info, models), [{ a: 1, b: 2 }])).toEqual([
      { 'B.DF.L1.C1': 4, 'again.DF.L1.C1': 103 },
    ]);
  });

  it('are equal in all back ends, in blocks and row by row', async () => {
    using model = await loadNested(tinyFeatures());
    const rows = Array.from({ length: 300 }, (_, i) => ({ a: i / 7, b: i % 3 === 0 ? NaN : -i }));
    const frame = Frame.fromRows(rows);
    const expected = (await model.predict(frame, { backend: 'js' })).toRows();
    for (const backend of BACKENDS) {
      expect((await model.predict(frame, { backend })).toRows(), backend).toEqual(expected);
    }
    const predictor = model.easyPredict();
    const dimensions = rows.map((row) => predictor.predict(row));
    expect(dimensions).toEqual(expected.map((row) => ({ dimensions: Object.values(row) })));
  });
});

describe('the team of a pipeline', () => {
  const row = [{ a: 1, b: 2 }];

  it('says the class of the largest sum, and the mean probability of each class', async () => {
    const [answer] = await predict(tinyTeam(), row);
    expect(answer.predict).toBe('y');
    expect(answer.x).toBeCloseTo(0.35, 12);
    expect(answer.y).toBeCloseTo(0.4, 12);
    expect(answer.z).toBeCloseTo(0.25, 12);
  });

  it('may vote, with the first class or the largest sum at ties', async () => {
    const vote = { team: 'vote' };
    const most = constantClassifier(['b'], { x: 0.1, y: 0.2, z: 0.7 });
    const three = { member_count: 3, member_2: 'three' };
    const labelOf = async (info: Info, models?: Models) =>
      (await predict(tinyTeam({ ...vote, ...info }, models), row))[0].predict;
    expect(await labelOf({})).toBe('x');
    expect(await labelOf({ tie: 'largest-sum' })).toBe('y');
    expect(await labelOf(three, { three: most, two: { ...most, columns: ['a', 'y'] } })).toBe('z');
    expect(await labelOf({ ...three, tie: 'largest-sum' }, { three: most })).toBe('z');
  });

  it('of values is their mean', async () => {
    const models = {
      A: sumNetwork(['a', 'b'], [0, 1]),
      one: numericGlm(['A.DF.L1.C1'], [2]),
      two: numericGlm(['b', 'A.DF.L1.C2'], [100, 1]),
    };
    const mojo = tinyTeam({ category: 'Regression', n_classes: 1 }, models);
    const regression = { ...mojo, domains: [null, null, null] };
    expect(await predict(regression, row)).toEqual([{ predict: (6 + 204) / 2 }]);
  });

  it('of two classes decides by the sum, and by a threshold where one is given', async () => {
    const models = { one: logitGlm('A.DF.L1.C1'), two: logitGlm('b') };
    const mojo = tinyTeam({ category: 'Binomial', n_classes: 2 }, models);
    const binomial = { ...mojo, domains: [null, null, mojo.models.one.domains[1]] };
    const [no, yes] = binomial.domains[2] ?? [];
    const rows = [
      { a: 1, b: -1 },
      { a: 1, b: 1 },
      { a: 0, b: 0 },
    ];
    const predicted = async (options?: PredictOptions) =>
      (await predict(binomial, rows, options)).map((answer) => answer.predict);
    // 0.5 and 0.27; more than a half; a tie
    expect(await predicted()).toEqual([no, yes, no]);
    expect(await predicted({ threshold: 0.3 })).toEqual([yes, yes, yes]);
  });

  it('has no answer for a row that a member refuses', async () => {
    using model = await loadNested(tinyTeam());
    const refused = async (options: PredictOptions, frame: Frame) => model.predict(frame, options);
    const predictor = model.easyPredict();
    expect(() => predictor.predict({ a: 1, b: 2 }, { offset: 1 })).toThrow(ScoringError);
    await expect(refused({}, Frame.fromRows([{ c: 1 }]))).rejects.toBeInstanceOf(
      MissingColumnError,
    );
    await expect(refused({ threshold: 0.5 }, Frame.fromRows(row))).rejects.toBeInstanceOf(
      ModelCategoryError,
    );
  });

  it('reads levels by their numbers', async () => {
    const member = colourGlm('[10.0, 20.0, 30.0, 40.0, 1.0, 2.0, 3.0]');
    const mojo: NestedMojo = {
      ...tinyTeam(
        { category: 'Regression', n_classes: 1, member_count: 1, layer_count: 0, feature_count: 0 },
        { one: member },
      ),
      columns: member.columns,
      domains: member.domains,
    };
    const row = Object.fromEntries(
      member.columns.map((name, i) => [name, member.domains[i]?.[1] ?? 3]),
    );
    using alone = await loadTiny(member);
    const expected = (await alone.predict(Frame.fromRows([row]))).toRows();
    expect(await predict(mojo, [row])).toEqual(expected);
    const turned = mojo.domains.map((domain) => domain && [...domain].reverse());
    await expect(loadNested({ ...mojo, domains: turned })).rejects.toThrow(
      'has other levels in the model one than in the models before it',
    );
  });

  it.each(['deepFeatures', 'stagedPredictProba', 'predictContributions', 'anomaly'] as const)(
    'has no %s',
    async (call) => {
      using model = await loadNested(tinyTeam());
      const frame = Frame.fromRows(row);
      const asked = call === 'deepFeatures' ? model.deepFeatures(frame, 1) : model[call](frame);
      await expect(asked).rejects.toBeInstanceOf(ModelCategoryError);
    },
  );
});

describe('the file of a pipeline is refused', () => {
  it.each<[key: string, message: string, info: Info, models?: Models]>([
    ['layer_count', 'a count', { layer_count: -1 }],
    ['layer_model_2', 'is missing', { layer_count: 2_000_000_000 }],
    ['layer_model_0', 'the name of one of the 2 submodels', { layer_model_0: 'nobody' }],
    ['layer_number_0', 'got "2"; the model has 1', { layer_number_0: 2 }],
    ['layer_number_0', 'a hidden layer of A', { layer_number_0: -1 }],
    ['layer_number_0', 'a hidden layer of A', {}, { A: numericGlm(['a', 'b'], [1, 1]) }],
    ['layer_from_1', 'the number of a layer before it', { layer_from_1: 1 }],
    ['layer_from_1', 'the number of a layer before it', { layer_from_1: -1 }],
    ['[columns]', 'A reads the column c, which', {}, { A: sumNetwork(['a', 'c'], [0, 1]) }],
    ['unit_names', 'one of h2o, units', { unit_names: 'mine' }],
    ['feature_count', 'a count', { feature_count: -5 }],
    ['feature_layer_2', 'a whole number', { feature_count: 3 }],
    ['feature_layer_0', 'the number of one of 2 layers', { feature_layer_0: 2 }],
    [
      'feature_prefix_1',
      'A.DF.L1.C1 is there already',
      { feature_layer_0: 0, feature_prefix_0: 'A.' },
    ],
    ['member_count', 'members, or features', { feature_count: 0 }],
    ['category', 'DimReduction, for there are no members', { category: 'Regression' }],
  ])('for a wrong %s: %s', async (key, message, info, models) => {
    const refused = loadNested(tinyFeatures(info, models));
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toBeInstanceOf(MojoFormatError);
    await expect(refused).rejects.toMatchObject({ key });
  });

  it.each<[key: string, message: string, info: Info, models?: Models]>([
    ['member_count', 'a count', { member_count: -1 }],
    ['member_1', 'is missing', { member_1: undefined }],
    ['member_1', 'it is a member already', { member_1: 'one' }],
    ['member_0', 'a model of category Multinomial', {}, { one: logitGlm('b') }],
    ['member_0', 'it has "x", "y"', {}, { one: constantClassifier(['b'], { x: 0.5, y: 0.5 }) }],
    [
      'member_0',
      'it has "x", "y", "w"',
      {},
      { one: constantClassifier(['b'], { x: 0.5, y: 0.3, w: 0.2 }) },
    ],
    ['team', 'one of sum, vote', { team: 'max' }],
    ['tie', 'one of lowest-class, largest-sum', { tie: 'coin' }],
    [
      '[columns]',
      'one reads the column "B.DF.L1.C1", which is neither a feature nor a column of the rows; the features are "A.DF.L1.C1" to "A.DF.L1.C2"',
      {},
      { one: constantClassifier(mixed, { x: 0.5, y: 0.3, z: 0.2 }) },
    ],
  ])('for a wrong %s of a team: %s', async (key, message, info, models) => {
    const refused = loadNested(tinyTeam(info, models));
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toBeInstanceOf(MojoFormatError);
    await expect(refused).rejects.toMatchObject({ key });
  });

  it('where a network of a chain reads other units than there are', async () => {
    const models = { B: sumNetwork(['DF.L1.C1', 'DF.L1.C3'], [0]) };
    await expect(loadNested(tinyFeatures({}, models))).rejects.toThrow(
      'column "DF.L1.C3" is missing: B reads it, but A gives DF.L1.C1 to DF.L1.C2',
    );
    const levels = { B: tinyDeepLearning() };
    await expect(loadNested(tinyFeatures({}, levels))).rejects.toThrow('are categorical');
  });

  it('for more units than any pipeline has', async () => {
    const wide = sumNetwork(['a'], new Array<number>(1500).fill(0));
    const many = (key: string) =>
      Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${key}_${i}`, 'A'] as const));
    const layers = { layer_count: 100, layer_from_1: undefined, ...many('layer_model') };
    const refused = loadNested(tinyFeatures(layers, { A: wide }));
    await expect(refused).rejects.toThrow('more than 131072 units in its layers');
    const numbered = Array.from({ length: 100 }, (_, i) => [
      [`feature_layer_${i}`, 0],
      [`feature_prefix_${i}`, `${i}.`],
    ]);
    const features = { feature_count: 100, ...(Object.fromEntries(numbered.flat()) as Info) };
    await expect(
      loadNested(tinyFeatures({ ...features, layer_count: 1 }, { A: wide })),
    ).rejects.toThrow('more than 131072 features');
  });

  it('for models that need more than the numbers of their columns', async () => {
    const offset = numericGlm(['a', 'b'], [1, 1], { offset_column: 'o' });
    const refused = loadNested(tinyTeam({}, { one: offset }));
    await expect(refused).rejects.toBeInstanceOf(UnsupportedMojoError);
    await expect(refused).rejects.toThrow('one, Generalized Linear Model, reads the offset o');
  });
});
