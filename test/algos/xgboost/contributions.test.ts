// Contributions of XGBoost models beyond those that H2O answered: weights in place of the booster's own, damaged ones, deep trees.
import { describe, expect, it } from 'vitest';
import { ModelCategoryError, MojoFormatError, type Model, type Row } from '../../../src/node.js';
import { randomSource } from '../../engine/random.js';
import { loadTiny } from '../tiny-models.js';
import { ByteWriter, nodesOf, type BoosterSpec, type TreeSpec } from './booster-bytes.js';
import { xgboostMojo } from './mojo.js';
import { LINEAR, ONE_NUMBER, rowOf, stump, valueOf } from './one-number.js';
import { DOMAINS, randomFeatures, randomRow, randomTree } from './random-booster.js';
import type { FeatureSpec } from './reference.js';

const NUMBERS = 3;
const NUMERIC: FeatureSpec = { ...ONE_NUMBER, nums: NUMBERS };

const contributionsOf = (model: Model, row: Row) => model.easyPredict().predictContributions(row);

/** The tree with sums of hessians that leaves share at random. */
function covered(random: () => number, tree: TreeSpec): TreeSpec & { readonly cover: number } {
  if ('leaf' in tree) return { ...tree, cover: 1 + Math.floor(random() * 9) };
  const left = covered(random, tree.left);
  const right = covered(random, tree.right);
  return { ...tree, left, right, cover: left.cover + right.cover };
}

/** The tree with sums of hessians divided, in float. */
function scaled(tree: TreeSpec, by: number): TreeSpec {
  const cover = Math.fround((tree.cover ?? 0) / by);
  if ('leaf' in tree) return { ...tree, cover };
  return { ...tree, cover, left: scaled(tree.left, by), right: scaled(tree.right, by) };
}

function boosterOf(trees: readonly TreeSpec[], features: number): BoosterSpec {
  const body = { name: 'gbtree', trees: trees.map((root) => ({ group: 0, root })) } as const;
  return stump({ features, body });
}

/** The weights of trees as the file has them, by the places of nodes in the booster. */
function weightsFile(trees: readonly (readonly number[])[]): Uint8Array {
  const out = new ByteWriter().i32(trees.length);
  for (const weights of trees) out.i32(weights.length).f64(...weights);
  return out.bytes();
}

const coversOf = (tree: TreeSpec) => nodesOf(tree).map(({ cover }) => cover);

function load(booster: BoosterSpec, weights?: Uint8Array, features = NUMERIC): Promise<Model> {
  const mojo = xgboostMojo(booster, features, new Array<null>(features.nums).fill(null));
  return loadTiny({
    ...mojo,
    files: { ...mojo.files, ...(weights && { auxNodeWeights: weights }) },
  });
}

/** Of the split at 2; the booster has a node that nothing refers to. */
function stumpWeights(root: number, right: number, left: number): Uint8Array {
  return weightsFile([[root, right, NaN, left]]);
}

describe('weights of nodes in place of the sums of hessians', () => {
  it('are what leaves count by: the mean of -0.75 three times and 0.25 once is -0.5', async () => {
    using model = await load(stump(), stumpWeights(4, 1, 3), ONE_NUMBER);
    expect(contributionsOf(model, { x0: 1 })).toEqual([-0.25, 0.5 - 0.5]);
    expect(contributionsOf(model, { x0: 3 })).toEqual([0.75, 0.5 - 0.5]);
    expect(valueOf(model, { x0: 1 })).toBe(-0.25);
  });

  it('give the contributions of a booster whose own sums they are, in float', async () => {
    const random = randomSource(3);
    const trees = Array.from({ length: 4 }, () => covered(random, randomTree(random, NUMBERS, 4)));
    const others = trees.map((tree) => covered(random, tree));
    // Their double is none of the floats.
    const weights = weightsFile(others.map((tree) => coversOf(tree).map((w) => w / 10)));
    const inFloat = others.map((tree) => scaled(tree, 10));
    using reweighted = await load(boosterOf(trees, NUMBERS), weights);
    using expected = await load(boosterOf(inFloat, NUMBERS));
    using original = await load(boosterOf(trees, NUMBERS));
    let differ = 0;
    for (let i = 0; i < 40; i++) {
      const row = rowOf(randomRow(random).slice(-NUMBERS), [null, null, null]);
      const actual = contributionsOf(reweighted, row);
      expect(actual).toEqual(contributionsOf(expected, row));
      if (actual.some((value, f) => value !== contributionsOf(original, row)[f])) differ++;
    }
    expect(differ).toBeGreaterThan(20);
  });

  it('leave the trees behind the last one that has some as they are', async () => {
    const random = randomSource(4);
    const [first, second] = [3, 4].map(() => covered(random, randomTree(random, NUMBERS, 4)));
    const other = covered(random, first);
    using model = await load(boosterOf([first, second], NUMBERS), weightsFile([coversOf(other)]));
    using expected = await load(boosterOf([other, second], NUMBERS));
    using unchanged = await load(boosterOf([first, second], NUMBERS), weightsFile([]));
    using original = await load(boosterOf([first, second], NUMBERS));
    for (let i = 0; i < 20; i++) {
      const row = rowOf(randomRow(random).slice(-NUMBERS), [null, null, null]);
      expect(contributionsOf(model, row)).toEqual(contributionsOf(expected, row));
      expect(contributionsOf(unchanged, row)).toEqual(contributionsOf(original, row));
    }
  });

  it('do not change the importances, which are those of training', async () => {
    const random = randomSource(6);
    const tree = covered(random, randomTree(random, NUMBERS, 4));
    const weights = weightsFile([coversOf(covered(random, tree))]);
    using model = await load(boosterOf([tree], NUMBERS), weights);
    const before = model.variableImportances('cover');
    contributionsOf(model, { x0: 1 });
    expect(before.length).toBeGreaterThan(0);
    expect(model.variableImportances('cover')).toEqual(before);
  });

  it('are those of the first class only, as H2O reweights no other', async () => {
    const trees = [0, 1, 2].map((group) => ({ group, root: { leaf: group, cover: 1 } }));
    const booster = stump({
      classes: 3,
      objective: 'multi:softprob',
      body: { name: 'gbtree', trees },
    });
    const mojo = xgboostMojo(booster, ONE_NUMBER, [null], { n_classes: 3 });
    const asked = async (weights: Uint8Array) => {
      using model = await loadTiny({ ...mojo, files: { ...mojo.files, auxNodeWeights: weights } });
      return await model.answerColumns({ kind: 'contributions', multinomial: true });
    };
    expect(await asked(weightsFile([[1]]))).toHaveLength(6);
    await expect(asked(weightsFile([[1], [1]]))).rejects.toThrow(MojoFormatError);
  });

  it.each<[string, Uint8Array, number]>([
    ['no bytes', new Uint8Array(0), 0],
    ['fewer than no trees', new ByteWriter().i32(-1).bytes(), 4],
    ['a tree too many', weightsFile([[4, 1, 0, 3], [1]]), 4],
    ['a tree that is cut off', new ByteWriter().i32(1).bytes(), 4],
    ['fewer than no nodes', new ByteWriter().i32(1, -1).bytes(), 8],
    ['nodes that lie', new ByteWriter().i32(1, 0x7fffffff).zeros(32).bytes(), 8],
    ['a node that is cut off', new ByteWriter().i32(1, 4).zeros(31).bytes(), 8],
    ['no node', weightsFile([[]]), 8],
    ['a node too few', weightsFile([[4, 1, 0]]), 16],
  ])('are refused where they are damaged: %s', async (_, weights, offset) => {
    using model = await load(stump(), weights, ONE_NUMBER);
    expect(valueOf(model, { x0: 1 })).toBe(-0.25);
    expect(() => contributionsOf(model, { x0: 1 })).toThrow(
      expect.objectContaining({ code: 'MOJO_FORMAT', file: 'auxNodeWeights', offset }) as Error,
    );
  });
});

describe('contributions', () => {
  it('add up to the prediction, of one-hot cells and of trees that are deep on one side, too', async () => {
    const random = randomSource(9);
    const features = randomFeatures(random, true);
    const count = features.catOffsets[features.cats] + features.nums;
    const chains = (['left', 'right'] as const).map((side) => {
      let tree: TreeSpec = { leaf: 1 };
      for (let feature = 0; feature < count; feature++) {
        const cells = { feature, threshold: 1, defaultLeft: feature % 2 === 0 };
        const leaf = { leaf: random() - 0.5 };
        tree =
          side === 'left'
            ? { ...cells, left: tree, right: leaf }
            : { ...cells, left: leaf, right: tree };
      }
      return tree;
    });
    for (const root of [...chains, randomTree(random, count, 6)]) {
      const booster = boosterOf([covered(random, root)], count);
      using model = await loadTiny(xgboostMojo(booster, features, DOMAINS));
      for (let i = 0; i < 30; i++) {
        const row = rowOf(randomRow(random), DOMAINS);
        const values = contributionsOf(model, row);
        expect(values).toHaveLength(count + 1);
        expect(values.reduce((a, b) => a + b)).toBeCloseTo(valueOf(model, row), 4);
      }
    }
  });

  it('do not exist in linear boosters', async () => {
    using model = await loadTiny(xgboostMojo(LINEAR, ONE_NUMBER, [null]));
    expect(() => contributionsOf(model, { x0: 1 })).toThrow(ModelCategoryError);
  });

  it('do not exist where the features are not the levels, which leaves some without a name', async () => {
    const features = { ...ONE_NUMBER, cats: 1, nums: 0, catOffsets: [0, 2] };
    using model = await loadTiny(xgboostMojo(stump({ features: 2 }), features, [['a', 'b']]));
    expect(() => contributionsOf(model, { x0: 'a' })).toThrow('3 names for 2 features');
  });
});
