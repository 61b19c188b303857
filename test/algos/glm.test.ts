// Generalized linear models in the corners that the golden cases do not reach: defaults of keys, names of classes, ties, refused keys.
import { describe, expect, it } from 'vitest';
import { Frame, MojoFormatError, ScoringError, UnsupportedMojoError } from '../../src/node.js';
import { loadTiny, tinyGlm, type Info, type TinyMojo } from './tiny-models.js';

const BINOMIAL: Info = {
  family: 'quasibinomial',
  link: 'logit',
  category: 'Binomial',
  n_classes: 2,
};

async function answersOf(mojo: TinyMojo, rows: readonly Record<string, unknown>[]) {
  using model = await loadTiny(mojo);
  return (await model.predict(Frame.fromRows(rows))).toRows();
}

async function refusalOf(info: Info): Promise<unknown> {
  return loadTiny(tinyGlm(info)).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('names of the classes', () => {
  it('are the levels of the response', async () => {
    const rows = await answersOf(tinyGlm(BINOMIAL), [{ x: 0 }]);
    expect(rows).toEqual([{ predict: 'c1', c0: 0.5, c1: 0.5 }]);
  });

  it('are 0 and 1, without a prefix, where the response has no levels', async () => {
    const rows = await answersOf({ ...tinyGlm(BINOMIAL), domains: [null, null] }, [{ x: 0 }]);
    expect(rows).toEqual([{ predict: '1', '0': 0.5, '1': 0.5 }]);
  });
});

describe('keys that are absent', () => {
  it('no categorical columns: cats and cat_offsets', async () => {
    const mojo = tinyGlm({ cats: undefined, cat_offsets: undefined });
    expect(await answersOf(mojo, [{ x: 3 }])).toEqual([{ predict: 3 }]);
  });

  it('no numeric columns: nums, and no imputation: the first level has no coefficient', async () => {
    const mojo: TinyMojo = {
      ...tinyGlm({
        cats: 1,
        cat_offsets: '[0, 1]',
        nums: undefined,
        mean_imputation: undefined,
        use_all_factor_levels: undefined,
        beta: '[10.0, 0.5]',
      }),
      domains: [['a', 'b'], null],
    };
    expect(await answersOf(mojo, [{ x: 'a' }, { x: 'b' }])).toEqual([
      { predict: 0.5 },
      { predict: 10.5 },
    ]);
    using model = await loadTiny(mojo);
    expect(() => model.easyPredict().predict({})).toThrow(ScoringError);
  });

  it('a power of the tweedie link: it is the exponential function', async () => {
    const mojo = tinyGlm({ family: 'tweedie', link: 'tweedie', tweedie_link_power: undefined });
    expect(await answersOf(mojo, [{ x: 0 }])).toEqual([{ predict: 1 }]);
  });
});

describe('imputation', () => {
  it('of categories alone needs no means, of numbers alone no modes', async () => {
    const categories: TinyMojo = {
      ...tinyGlm({
        cats: 1,
        cat_offsets: '[0, 2]',
        cat_modes: '[1]',
        nums: 0,
        num_means: undefined,
        mean_imputation: true,
        use_all_factor_levels: true,
        beta: '[10.0, 20.0, 0.5]',
      }),
      domains: [['a', 'b'], null],
    };
    expect(await answersOf(categories, [{ x: null }])).toEqual([{ predict: 20.5 }]);
    expect(await answersOf(tinyGlm({ mean_imputation: true }), [{ x: null }])).toEqual([
      { predict: 1.5 },
    ]);
  });
});

describe('ordinal', () => {
  const ORDINAL: TinyMojo = {
    ...tinyGlm({
      family: 'ordinal',
      link: 'ologit',
      category: 'Ordinal',
      n_classes: 3,
      // P(class 0) = P(class <= 1) = 1 / (1 + exp(-x)); the coefficients of the last class are not used.
      beta: '[1.0, 0.0, 1.0, 800.0, 5.0, 7.0]',
    }),
    domains: [null, ['low', 'middle', 'high']],
  };

  it('of equal probabilities the first class is the label', async () => {
    expect(await answersOf(ORDINAL, [{ x: 0 }])).toEqual([
      { predict: 'low', low: 0.5, middle: 0.5, high: 0 },
    ]);
  });

  it('a row without a positive probability fails by its number', async () => {
    using model = await loadTiny(ORDINAL);
    const rows = Frame.fromRows([{ x: 0 }, { x: null }]);
    const failed = model.predict(rows);
    await expect(failed).rejects.toBeInstanceOf(ScoringError);
    await expect(failed).rejects.toMatchObject({ row: 1 });
  });
});

describe('refused', () => {
  it('a row with a missing category, by its number, where nothing is imputed', async () => {
    const mojo: TinyMojo = {
      ...tinyGlm({ cats: 1, nums: 0, cat_offsets: '[0, 1]' }),
      domains: [['a', 'b'], null],
    };
    using model = await loadTiny(mojo);
    const failed = model.predict(Frame.fromRows([{ x: 'a' }, { x: null }]));
    await expect(failed).rejects.toMatchObject({ code: 'SCORING', row: 1 });
  });

  it.each<[Info, object]>([
    [{ nums: 2 }, { file: 'model.ini', key: 'cats', value: '0' }],
    [
      { cats: 2, nums: -1, cat_offsets: '[0, 1, 2]' },
      { key: 'cats', value: '2' },
    ],
    [{ cat_offsets: '[1, 2]' }, { file: 'model.ini', key: 'cat_offsets', value: '[1, 2]' }],
    [{ cat_offsets: '[-1]' }, { key: 'cat_offsets', value: '[-1]' }],
  ])('%j, with the key and its value', async (info, facts) => {
    const error = await refusalOf(info);
    expect(error).toBeInstanceOf(MojoFormatError);
    expect(error).toMatchObject(facts);
  });

  it.each<Info>([
    { family: 'binomial', link: 'logit' },
    { family: 'gaussian', category: 'Binomial', n_classes: 2 },
  ])('a family without answers in its category: %j', async (info) => {
    const error = await refusalOf(info);
    expect(error).toBeInstanceOf(UnsupportedMojoError);
    expect(error).toMatchObject({ algorithm: 'Generalized Linear Model' });
  });

  it('a link that is not known, with those that are', async () => {
    const error = await refusalOf({ link: 'oprobit' });
    expect(error).toMatchObject({
      algorithm: 'Generalized Linear Model',
      supported: 'identity, logit, log, inverse, tweedie',
    });
  });
});
