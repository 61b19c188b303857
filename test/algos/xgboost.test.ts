// XGBoost beyond the corpus: random boosters against a second scorer, every rule of the header, and damaged files.
import { describe, expect, it } from 'vitest';
import {
  ModelCategoryError,
  MojoFormatError,
  ScoringError,
  UnsupportedMojoError,
} from '../../src/node.js';
import { randomSource } from '../engine/random.js';
import { BACKENDS } from '../support/backends.js';
import { loadTiny, type Info } from './tiny-models.js';
import {
  ByteWriter,
  writeBooster,
  type BoosterSpec,
  type TreeSpec,
} from './xgboost/booster-bytes.js';
import { xgboostMojo } from './xgboost/mojo.js';
import {
  LINEAR,
  ONE_NUMBER,
  probabilities,
  rowOf,
  SPLIT,
  stump,
  valueOf,
} from './xgboost/one-number.js';
import { DOMAINS, randomBooster, randomFeatures, randomRow } from './xgboost/random-booster.js';
import { layOut, sumsOf, walk, type FeatureSpec } from './xgboost/reference.js';

const { fround } = Math;

const VERSIONS = [
  [0, 0],
  [1, 2],
  [1, 6],
  [2, 0],
] as const;

describe.each(BACKENDS)('random boosters on %s', (backend) => {
  for (const name of ['gbtree', 'dart', 'gblinear'] as const) {
    for (const useAllFactorLevels of [true, false]) {
      for (const classes of [0, 3]) {
        it(`${name}, all levels ${useAllFactorLevels}, ${classes} classes`, async () => {
          const random = randomSource(17);
          for (const version of VERSIONS) {
            const features = randomFeatures(random, useAllFactorLevels, random() < 0.5 ? 2 : 0);
            const count = features.catOffsets[features.cats] + features.nums;
            // The objective leaves the sums as they are, of several classes too.
            const booster = randomBooster(random, name, count, classes, version, 'rank:pairwise');
            const mojo = xgboostMojo(booster, features, DOMAINS, { n_classes: classes || 1 });
            const model = await loadTiny(mojo, { backend });
            const base = fround(booster.baseScore);
            const early = version[0] < 1 || (version[0] === 1 && version[1] <= 2);
            for (let i = 0; i < 60; i++) {
              const cells = randomRow(random);
              const laidOut = layOut(features, cells);
              const sums = early
                ? sumsOf(booster, laidOut, 0).map((sum) => fround(sum + base))
                : sumsOf(booster, laidOut, base);
              const row = rowOf(cells, DOMAINS);
              const actual = classes > 0 ? probabilities(model, row) : [valueOf(model, row)];
              expect(actual).toEqual(sums);
            }
            model.dispose();
          }
        });
      }
    }
  }
});

describe('leaves', () => {
  it('are listed in the order of the file, with paths of any length', async () => {
    const random = randomSource(5);
    const features = randomFeatures(random, true);
    const count = features.catOffsets[features.cats] + features.nums;
    const booster = randomBooster(random, 'gbtree', count, 3, [1, 6], 'multi:softprob');
    const trees = 'trees' in booster.body ? booster.body.trees : [];
    let deep: TreeSpec = { leaf: 1 };
    for (let i = 0; i < 80; i++) {
      deep = { feature: 0, threshold: 0.5, defaultLeft: true, left: deep, right: { leaf: 0 } };
    }
    // Trees of a class side by side, as num_parallel_tree makes them.
    const roots = [0, 0, 1, 1, 2, 2].map((group, i) => ({
      group,
      root: i === 3 ? deep : trees[i].root,
    }));
    const model = await loadTiny(
      xgboostMojo({ ...booster, body: { name: 'gbtree', trees: roots } }, features, DOMAINS, {
        n_classes: 3,
      }),
    );
    const predictor = model.easyPredict({ enableLeafAssignment: true });
    for (let i = 0; i < 40; i++) {
      const cells = randomRow(random);
      const laidOut = layOut(features, cells);
      const { leafNodeAssignments } = predictor.predict(rowOf(cells, DOMAINS)) as {
        leafNodeAssignments: string[];
      };
      expect(leafNodeAssignments).toEqual(roots.map(({ root }) => walk(root, laidOut).path));
    }
    const columns = await model.answerColumns({ kind: 'leaf-node-assignment', type: 'Node_ID' });
    expect(columns.map(({ name }) => name)).toEqual([
      'T1.C1',
      'T2.C1',
      'T1.C2',
      'T2.C2',
      'T1.C3',
      'T2.C3',
    ]);
    model.dispose();
  });

  it('do not exist in linear boosters, and no booster has stages', async () => {
    const linear = await loadTiny(xgboostMojo(LINEAR, ONE_NUMBER, [null]));
    expect(() => linear.easyPredict({ enableLeafAssignment: true })).toThrow(ModelCategoryError);
    linear.dispose();
    const trees = await loadTiny(xgboostMojo(stump(), ONE_NUMBER, [null]));
    expect(() => trees.easyPredict({ enableStagedProbabilities: true })).toThrow(
      'h2o-genmodel has no staged predictions for XGBoost',
    );
    trees.dispose();
  });
});

async function predictStump(
  changes: Partial<BoosterSpec>,
  info: Info = {},
  x = 1,
  offset?: number,
): Promise<readonly number[]> {
  const model = await loadTiny(xgboostMojo(stump(changes), ONE_NUMBER, [null], info));
  const binomial = info.n_classes === 2;
  const answer = binomial
    ? probabilities(model, { x0: x }, offset)
    : [valueOf(model, { x0: x }, offset)];
  model.dispose();
  return answer;
}

describe('base score and objective', () => {
  it.each<[string, number]>([
    ['reg:squarederror', -0.25],
    ['reg:linear', -0.25],
    ['rank:ndcg', -0.25],
    ['binary:logitraw', -0.25],
    ['reg:logistic', fround(1 / fround(1 + fround(Math.exp(0.75))))],
    ['count:poisson', fround(Math.exp(fround(Math.log(0.5) - 0.75)))],
    ['reg:gamma', fround(Math.exp(fround(Math.log(0.5) - 0.75)))],
    ['reg:tweedie', fround(Math.exp(fround(Math.log(0.5) - 0.75)))],
  ])('%s', async (objective, expected) => {
    const [value] = await predictStump({ objective });
    expect(value).toBeCloseTo(expected, 6);
    expect(fround(value)).toBe(value);
  });

  it('binary:logistic turns the base score into a margin from XGBoost 1.0 on', async () => {
    const logistic = (x: number) => fround(1 / fround(1 + fround(Math.exp(-x))));
    const objective = 'binary:logistic';
    const margin = fround(-Math.log(fround(fround(1 / fround(0.3)) - 1)));
    const changes = { objective, baseScore: 0.3 };
    const [p0, p1] = await predictStump(changes, { n_classes: 2 });
    expect(p1).toBe(logistic(fround(margin - 0.75)));
    expect(p0).toBe(fround(1 - p1));
    const old = await predictStump({ ...changes, version: [0, 90] }, { n_classes: 2 });
    expect(old[1]).toBe(logistic(fround(-0.75 + fround(0.3))));
  });

  it('the offset takes the place of the base score', async () => {
    const info = { has_offset: true, offset_column: 'off' };
    expect(await predictStump({}, info, 1, 0.3)).toEqual([fround(fround(0.3) - 0.75)]);
    expect(await predictStump({}, info, 1)).toEqual([-0.75]);
  });

  it('a model without offsets refuses any but 0', async () => {
    expect(await predictStump({}, {}, 1, 0)).toEqual([-0.25]);
    await expect(predictStump({}, {}, 1, 0.5)).rejects.toThrow(ScoringError);
  });

  it('an empty forest and empty weights leave the base score', async () => {
    expect(await predictStump({ body: { name: 'gbtree', trees: [] } })).toEqual([0.5]);
    expect(await predictStump({ body: { name: 'dart', trees: [], weights: [] } })).toEqual([0.5]);
    expect(await predictStump({ body: { name: 'gblinear', weights: [] } })).toEqual([0.5]);
  });

  it('sums of trees are never -0', async () => {
    const trees = [{ group: 0, root: { leaf: -0 } }];
    expect(await predictStump({ baseScore: -0, body: { name: 'gbtree', trees } })).toEqual([0]);
  });
});

describe('rows of another width (MOJO 1.00)', () => {
  const old: Info = { mojo_version: '1.00', booster: undefined };
  const two: FeatureSpec = { ...ONE_NUMBER, nums: 2 };
  const onSecond = stump({
    features: 2,
    body: { name: 'gbtree', trees: [{ group: 0, root: { ...SPLIT, feature: 1 } }] },
  });

  it('columns that are not named are 0, which is missing in sparse data', async () => {
    const dense = await loadTiny(xgboostMojo(onSecond, two, [null], old));
    expect(valueOf(dense, { x0: 9 })).toBe(-0.25);
    dense.dispose();
    const sparse = await loadTiny(xgboostMojo(onSecond, { ...two, sparse: true }, [null], old));
    expect(valueOf(sparse, { x0: 9 })).toBe(0.75);
    sparse.dispose();
  });

  it('too many columns are refused, but not of gbtree and later MOJOs', async () => {
    const columns = [null, null];
    await expect(loadTiny(xgboostMojo(stump(), ONE_NUMBER, columns, old))).rejects.toThrow(
      'model.ini: expected 1, as cats + nums = 1 for n_features, got "2"',
    );
    for (const info of [{ ...old, booster: 'gbtree' }, { booster: 'dart' }]) {
      const model = await loadTiny(xgboostMojo(stump(), ONE_NUMBER, columns, info));
      expect(valueOf(model, { x0: 1, x1: 5 })).toBe(-0.25);
      model.dispose();
    }
    await expect(loadTiny(xgboostMojo(onSecond, two, [null]))).rejects.toThrow(MojoFormatError);
  });
});

describe('damaged MOJOs', () => {
  const levels: FeatureSpec = { ...ONE_NUMBER, cats: 1, nums: 0, catOffsets: [0, 3] };
  it.each<[string, FeatureSpec, readonly (readonly string[] | null)[], Info]>([
    ['cat_offsets', levels, [['a', 'b']], { cat_offsets: '[0]' }],
    ['cat_offsets', levels, [['a', 'b']], { cat_offsets: '[0, 0]' }],
    ['cat_offsets', levels, [['a', 'b']], { cat_offsets: '[1, 3]' }],
    ['cats', levels, [null], {}],
    ['cats', levels, [['a', 'b']], { cats: -1 }],
    ['nums', levels, [['a', 'b']], { nums: -1 }],
    ['nums', levels, [['a', 'b']], { nums: undefined }],
    ['sparse', levels, [['a', 'b']], { sparse: undefined }],
  ])('%s: %#', async (key, features, domains, info) => {
    const mojo = xgboostMojo(stump({ features: 3 }), features, domains, info);
    await expect(loadTiny(mojo)).rejects.toMatchObject({ code: 'MOJO_FORMAT', key });
  });

  const header = (classes: number, objective: string, name: string) =>
    new ByteWriter().f32(0.5).i32(1, classes, 0, 0, 1, 6).zeros(108).text(objective).text(name);
  const regression = () => header(0, 'reg:squarederror', 'gbtree');
  const linear = () => header(0, 'reg:squarederror', 'gblinear').zeros(136);
  const oneTree = (nodes: number) => regression().i32(1).zeros(156).i32(1, nodes).zeros(140);
  const children = (left: number, right: number) =>
    oneTree(3).i32(-1, left, right, 0).zeros(200).bytes();

  it.each<[string, Uint8Array, string]>([
    ['no bytes', new Uint8Array(0), 'truncated'],
    ...[
      [-1, -1],
      [-1, 0],
      [3, 1],
    ].map((length): [string, Uint8Array, string] => [
      `text of a length that is none, ${length.join(' and ')}`,
      new ByteWriter()
        .zeros(136)
        .i32(...length)
        .text('gbtree')
        .bytes(),
      'a length that is none',
    ]),
    ['classes', header(3, 'reg:squarederror', 'gbtree').bytes(), '3 classes, expected 1 sums'],
    ['trees that lie', regression().i32(0x7fffffff).zeros(156).bytes(), '2147483647 trees'],
    ['a tree too few', regression().i32(2).zeros(400).i32(0).bytes(), '2 trees for 1 sums'],
    ['fewer than no trees', regression().i32(-1).zeros(156).bytes(), '-1 trees'],
    ['nodes that lie', oneTree(0x7fffffff).zeros(400).bytes(), 'truncated'],
    ['no nodes', oneTree(0).zeros(400).bytes(), 'a tree of 0 nodes'],
    ['a circle', oneTree(1).i32(-1, 0, 0, 0).f32(1).zeros(16).i32(0).bytes(), 'two parents'],
    ['a child outside', oneTree(1).i32(-1, 1, 2, 0).zeros(20).i32(0).bytes(), 'children 1 and 2'],
    ...[
      [1, 3],
      [3, 1],
      [1, -1],
      [-2, 1],
      [3, 3],
      [-2, -2],
    ].map(([left, right]): [string, Uint8Array, string] => [
      `children ${left} and ${right}`,
      children(left, right),
      `children ${left} and ${right} of 3 nodes`,
    ]),
    ['a feature too many', oneTree(1).i32(-1, 0, 0, 1).zeros(20).i32(0).bytes(), 'feature 1'],
    [
      'a class outside',
      oneTree(1).i32(-1, -1, -1, 0).zeros(20).i32(1).bytes(),
      'trees that are not 1',
    ],
    ['weights that lie', linear().i64(1e9).f32(1, 1).bytes(), 'truncated'],
    ['more weights than there are', linear().i64(8).f32(1, 1, 1).bytes(), 'truncated'],
    ['too few weights', linear().i64(1).f32(1).bytes(), '1 weights for 1 features'],
    [
      'features that the MOJO lacks',
      writeBooster({ ...LINEAR, features: 2, body: { name: 'gblinear', weights: [1, 1, 1] } }),
      'of which the MOJO has 1',
    ],
    [
      'too few weights of dart',
      writeBooster(
        stump({ body: { name: 'dart', trees: [{ group: 0, root: SPLIT }], weights: [] } }),
      ),
      '0 weights for 1 trees',
    ],
  ])('%s', async (_, bytes, message) => {
    const loading = loadTiny(xgboostMojo(bytes, ONE_NUMBER, [null]));
    await expect(loading).rejects.toMatchObject({
      code: 'MOJO_FORMAT',
      file: 'boosterBytes',
      message: expect.stringContaining(message) as string,
    });
  });

  it('trees that are not as many for each class', async () => {
    const trees = (groups: readonly number[]) =>
      stump({
        classes: 3,
        objective: 'multi:softprob',
        body: { name: 'gbtree', trees: groups.map((group) => ({ group, root: SPLIT })) },
      });
    for (const [groups, message] of [
      [[0, 1, 2, 2], '4 trees for 3 sums'],
      [[0, 0, 1], 'trees that are not 1 for each of 3 sums'],
      [[0, 1, 3], 'trees that are not 1 for each of 3 sums'],
      [[-1, 0, 1], 'trees that are not 1 for each of 3 sums'],
    ] as const) {
      const loading = loadTiny(xgboostMojo(trees(groups), ONE_NUMBER, [null], { n_classes: 3 }));
      await expect(loading).rejects.toMatchObject({
        code: 'MOJO_FORMAT',
        message: expect.stringContaining(message) as string,
      });
    }
  });

  it('a number of features or a version below 0', async () => {
    const leaf: BoosterSpec['body'] = { name: 'gbtree', trees: [{ group: 0, root: { leaf: 1 } }] };
    for (const changes of [
      { features: -1 },
      { version: [-1, 6] },
      { version: [1, -1] },
    ] satisfies Partial<BoosterSpec>[]) {
      const loading = loadTiny(xgboostMojo(stump({ ...changes, body: leaf }), ONE_NUMBER, [null]));
      await expect(loading).rejects.toThrow(MojoFormatError);
    }
    expect(await predictStump({ features: 0, body: leaf })).toEqual([1.5]);
  });

  it('objectives and boosters that the Java predictor does not know', async () => {
    const objectives = expect.stringContaining('reg:linear, ') as string;
    for (const [bytes, supported] of [
      [writeBooster(stump({ objective: 'survival:cox' })), objectives],
      [writeBooster(stump({ objective: 'multi:softmax' })), objectives],
      [header(0, 'reg:squarederror', 'gbforest').bytes(), 'gbtree, dart, gblinear'],
    ] as const) {
      const loading = loadTiny(xgboostMojo(bytes, ONE_NUMBER, [null]));
      await expect(loading).rejects.toThrow(UnsupportedMojoError);
      await expect(loading).rejects.toMatchObject({ algorithm: 'XGBoost', supported });
    }
  });

  it('categories that XGBoost has no model of', async () => {
    const mojo = xgboostMojo(stump(), ONE_NUMBER, [null], { category: 'Clustering' });
    await expect(loadTiny(mojo)).rejects.toThrow(UnsupportedMojoError);
    await expect(loadTiny(mojo)).rejects.toMatchObject({ algorithm: 'XGBoost' });
  });

  /** A model of XGBoost 0.4 with a tree of one leaf per class, of dart each with half the weight. */
  function early(
    header: { saved: number; rows: number; leafVector?: number; classes?: number },
    buffers: number,
  ) {
    const { saved, rows, leafVector = 0, classes = 0 } = header;
    const groups = Math.max(1, classes);
    const out = new ByteWriter().f32(0.5).i32(1, classes, saved, 0, 0, 4).zeros(108);
    out.text(classes > 0 ? 'multi:softprob' : 'reg:linear').text('dart');
    out.i32(groups, 0, 0, 0).i64(rows).i32(0, leafVector).zeros(128);
    for (let group = 0; group < groups; group++) {
      out.i32(1, 1).zeros(140).i32(-1, -1, -1, 0).f32(3).zeros(16);
    }
    out.i32(...Array.from({ length: groups }, (_, group) => group));
    return out.zeros(buffers).i64(1).f32(0.5).bytes();
  }

  it('buffers that old versions saved are skipped', async () => {
    for (const [header, buffers] of [
      [{ saved: 1, rows: 7 }, 2 * 4 * 7],
      [{ saved: 1, rows: 7, leafVector: 2 }, 2 * 4 * 7 * 3],
      [{ saved: 0, rows: 7 }, 0],
    ] as const) {
      using model = await loadTiny(xgboostMojo(early(header, buffers), ONE_NUMBER, [null]));
      expect(valueOf(model, { x0: 1 })).toBe(2);
    }
    const classes = early({ saved: 1, rows: 6, classes: 3 }, 2 * 4 * 6 * 3);
    using model = await loadTiny(xgboostMojo(classes, ONE_NUMBER, [null], { n_classes: 3 }));
    expect(probabilities(model, { x0: 1 })).toEqual([1, 1, 1].map((one) => fround(one / 3)));
    const lying = early({ saved: 1, rows: 1e9 }, 0);
    await expect(loadTiny(xgboostMojo(lying, ONE_NUMBER, [null]))).rejects.toThrow(MojoFormatError);
  });

  it('weights of dart are not read where there are no trees', async () => {
    const bytes = header(0, 'reg:squarederror', 'dart').i32(0).zeros(156).bytes();
    using model = await loadTiny(xgboostMojo(bytes, ONE_NUMBER, [null]));
    expect(valueOf(model, { x0: 1 })).toBe(0.5);
  });

  it('a base score may begin as the mark of later versions does', async () => {
    // The first byte of binf, but not the others.
    const [baseScore] = new Float32Array(Uint8Array.of(0x62, 0, 0, 0x3f).buffer);
    expect(await predictStump({ version: [0, 90], baseScore })).toEqual([fround(baseScore - 0.75)]);
  });
});
