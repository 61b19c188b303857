// Which trees a MOJO has: counts in model.ini, files that are absent, and groups of older releases.
import { describe, expect, it } from 'vitest';
import { MojoFormatError, type Prediction } from '../../../src/node.js';
import { loadTiny, tinyGbm, type Info, type TinyMojo } from '../tiny-models.js';
import { writeTree } from './tree-bytes.js';

const NONE = new Uint8Array(0);

/** Trees of one leaf each, by class and group: `trees/tCC_GGG.bin`. */
function forest(leaves: Readonly<Record<string, number>>, info: Info): TinyMojo {
  const files = Object.entries(leaves).flatMap(([tree, value]) => [
    [
      `trees/t${tree}.bin`,
      writeTree({ kind: 'leaf', value }, { format: '1.20', littleEndian: true }),
    ],
    [`trees/t${tree}_aux.bin`, NONE],
  ]);
  return { ...tinyGbm(info), files: Object.fromEntries(files) as Record<string, Uint8Array> };
}

async function answer(mojo: TinyMojo): Promise<Prediction> {
  using model = await loadTiny(mojo);
  return model.easyPredict().predict({ x: 1 });
}

describe('trees of a forest', () => {
  it('are summed over the groups; one without a file adds nothing', async () => {
    const trees = { '00_000': 1, '00_001': 20, '00_003': 300 };
    expect(await answer(forest(trees, { n_trees: 4 }))).toEqual({ value: 321 });
  });

  it('have groups of three digits and more', async () => {
    const groups = Array.from({ length: 1001 }, (_, g) => [`00_${String(g).padStart(3, '0')}`, 1]);
    const trees = Object.fromEntries(groups) as Record<string, number>;
    expect(await answer(forest(trees, { n_trees: 1001 }))).toEqual({ value: 1001 });
  });

  it('are none in a model of no trees', async () => {
    expect(await answer(forest({}, { n_trees: 0 }))).toEqual({ value: 0 });
  });
});

describe('trees a group where n_trees_per_class is absent', () => {
  const perClass = { '00_000': 1, '01_000': 3, '02_000': 4 };
  const drf: Info = {
    algo: 'drf',
    algorithm: 'Distributed Random Forest',
    n_trees_per_class: undefined,
  };

  it('one for two classes, whose probabilities add up to 1', async () => {
    const info = { ...drf, category: 'Binomial', n_classes: 2, binomial_double_trees: false };
    expect(await answer(forest({ ...perClass, '00_000': 0.25 }, info))).toMatchObject({
      classProbabilities: [0.25, 0.75],
    });
  });

  it('one for each of two classes with binomial_double_trees', async () => {
    const info = { ...drf, category: 'Binomial', n_classes: 2, binomial_double_trees: true };
    expect(await answer(forest(perClass, info))).toMatchObject({
      classProbabilities: [0.25, 0.75],
    });
  });

  it('one for each of more classes', async () => {
    const info = { ...drf, category: 'Multinomial', n_classes: 3, binomial_double_trees: false };
    expect(await answer(forest(perClass, info))).toMatchObject({
      classProbabilities: [0.125, 0.375, 0.5],
    });
  });

  it('one for a regression', async () => {
    expect(await answer(forest(perClass, { ...drf, binomial_double_trees: false }))).toEqual({
      value: 1,
    });
  });
});

describe('refused', () => {
  it.each<Info>([
    { n_trees: -1 },
    { n_trees: 3 },
    { n_trees_per_class: 0 },
    { n_trees_per_class: 3 },
    { n_trees: 2147483647, n_trees_per_class: 2147483647 },
  ])('counts that the files do not bear out: %j', async (info) => {
    const error = await loadTiny(tinyGbm(info)).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(MojoFormatError);
    expect(error).toMatchObject({
      file: 'model.ini',
      key: 'n_trees',
      value: String(info.n_trees ?? 1),
    });
  });

  it('groups of more trees than may be absent', async () => {
    const names = Array.from({ length: 1100 }, (_, i) => [`trees/${i}`, NONE]);
    const files = Object.fromEntries(names) as Record<string, Uint8Array>;
    const mojo = tinyGbm({ n_trees: 1100, n_trees_per_class: 1100 }, files);
    await expect(loadTiny(mojo)).rejects.toMatchObject({ code: 'MOJO_FORMAT', key: 'n_trees' });
  });

  it('more trees a group than there are sums', async () => {
    const trees = { '00_000': 1, '01_000': 2, '02_000': 3 };
    const binomial = { category: 'Binomial', n_classes: 2, distribution: 'bernoulli' };
    const mojo = forest(trees, { ...binomial, n_trees_per_class: 3 });
    await expect(loadTiny(mojo)).rejects.toMatchObject({
      ...{ code: 'MOJO_FORMAT', file: 'model.ini', key: 'n_trees_per_class', value: '3' },
    });
  });

  it('other files are no trees', async () => {
    const mojo = tinyGbm({ n_trees: 3 }, { 'other/t00_001.bin': NONE, 'other/t00_002.bin': NONE });
    await expect(loadTiny(mojo)).rejects.toMatchObject({ key: 'n_trees' });
  });

  it('auxiliary records that are cut, once something needs them', async () => {
    using model = await loadTiny(tinyGbm({}, { 'trees/t00_000_aux.bin': new Uint8Array(41) }));
    expect(model.easyPredict().predict({ x: 1 })).toEqual({ value: 0 });
    expect(() => model.tree(0)).toThrow(
      expect.objectContaining({ code: 'MOJO_FORMAT', file: 'trees/t00_000_aux.bin' }) as Error,
    );
  });
});
