// Keys of generalized additive models: families without a link, and keys that contradict one another, by the key that is blamed.
import { describe, expect, it } from 'vitest';
import {
  MojoFormatError,
  ScoringError,
  UnsupportedMojoError,
  type Prediction,
} from '../../../src/node.js';
import type { Files } from '../../mojo/small-mojo.js';
import { doubles, tinyGam } from '../tiny-linear-models.js';
import { loadTiny, type Info, type TinyMojo } from '../tiny-models.js';

/** Whole numbers as java.nio.ByteBuffer.putInt writes them. */
function ints(values: readonly number[]): Uint8Array {
  const out = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => {
    out.setInt32(4 * i, value);
  });
  return new Uint8Array(out.buffer);
}

/** tinyGam with a thin plate of z in place of the cubic spline: its cells are |z|^3 / 12 and z. */
function tinyPlate(info: Info = {}, files: Files = {}): TinyMojo {
  return tinyGam(
    {
      num_CS_col: 0,
      num_TP_col: 1,
      bs: '[1]',
      bs_sorted: '[1]',
      standardize: false,
      num_knots_TP: '[3]',
      _m: '[2]',
      _M: '[2]',
      ...info,
    },
    {
      zTransposeCS: doubles([1, 0, 0]),
      polynomialBasisList: ints([0, 1]),
      zTranspose: doubles([1, 0, 0, 0, 0, 1]),
      ...files,
    },
  );
}

/** A model of three classes: the predictors of the first two are x and x + 4 for colour a and z = 2, the last one's is not used. */
function classes(info: Info): TinyMojo {
  return {
    ...tinyGam(
      { n_classes: 3, 'beta center length per class': 6, ...info },
      {
        beta_multinomial_centering: doubles([0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 4, 9, 9, 9, 9, 9, 9]),
      },
    ),
    domains: [['a', 'b'], null, null, null, ['p', 'q', 'r']],
  };
}

async function answer(mojo: TinyMojo, row: Record<string, unknown>): Promise<Prediction> {
  using model = await loadTiny(mojo);
  return model.easyPredict().predict(row);
}

async function refusal(mojo: TinyMojo): Promise<unknown> {
  return loadTiny(mojo).then(
    () => undefined,
    (error: unknown) => error,
  );
}

const ROW = { colour: 'a', x: 1, z: 2 };

describe('the link of a family where none is named', () => {
  // Without coefficients the linear predictor is 0.
  const zero = { link: undefined, beta_center: '[0.0, 0.0, 0.0, 0.0, 0.0, 0.0]' };

  it.each([
    ['AUTO', 0],
    ['gaussian', 0],
    ['negativebinomial', 0],
    ['modified_huber', 0.5],
    ['poisson', 1],
    ['gamma', 1],
    ['tweedie', 1],
  ])('%s', async (family, value) => {
    expect(await answer(tinyGam({ ...zero, family }), ROW)).toEqual({ value });
  });

  it.each(['bernoulli', 'fractionalbinomial', 'quasibinomial'])('%s', async (family) => {
    const info = { ...zero, family, category: 'Binomial', n_classes: 2, default_threshold: 0.5 };
    expect(await answer(tinyGam(info), ROW)).toEqual({
      label: 'yes',
      labelIndex: 1,
      classProbabilities: [0.5, 0.5],
    });
  });
});

describe('ordinal', () => {
  const ordinal = classes({ family: 'ordinal', category: 'Ordinal' });

  it('a predictor of 0 is not above 0: the next class is the label', async () => {
    const at = (x: number) => answer(ordinal, { ...ROW, x });
    expect(await at(0)).toMatchObject({ label: 'q' });
    expect(await at(1e-9)).toMatchObject({ label: 'p' });
    expect(await at(-4)).toMatchObject({ label: 'r' });
  });

  it('probabilities are differences of the logistic function', async () => {
    const { classProbabilities: p } = (await answer(ordinal, { ...ROW, x: 0 })) as {
      classProbabilities: number[];
    };
    const below = 1 / (1 + Math.exp(-4));
    expect(p[0]).toBe(0.5);
    expect(p[1]).toBeCloseTo(below - 0.5, 15);
    expect(p[2]).toBeCloseTo(1 - below, 15);
  });
});

describe('a thin plate', () => {
  it('fills the cells of its column', async () => {
    const { value } = (await answer(tinyPlate(), ROW)) as { value: number };
    expect(value).toBeCloseTo(1 + 3 + 100 * (8 / 12) + 1000 * 2 + 0.5, 9);
  });

  it('of one polynomial, or of as many as there are knots', async () => {
    const one = tinyPlate(
      { _m: '[1]', _M: '[1]' },
      { polynomialBasisList: ints([0]), zTransposeCS: doubles([0, 0, 1, 1, 0, 0]) },
    );
    // Order 1: -|z - knot| / 2, of the last and of the first knot; z is 3. The cells are the first distance and the polynomial.
    const { value } = (await answer(one, { ...ROW, z: 3 })) as { value: number };
    expect(value).toBeCloseTo(1 + 3 + 100 * -0.5 + 1000 + 0.5, 9);
    const all = tinyPlate(
      { _m: '[3]', _M: '[3]' },
      { polynomialBasisList: ints([0, 1, 2]), zTransposeCS: doubles([]) },
    );
    expect(await answer(all, { ...ROW, z: 3 })).toEqual({ value: 1 + 3 + 100 + 1000 * 9 + 0.5 });
  });

  it.each<[string, Info]>([
    ['is standardized', { standardize: true }],
    ['has a table for other knots', { num_knots_TP: '[2]', _m: '[1]', _M: '[1]' }],
  ])('that %s fails on every row', async (_, info) => {
    const files = { polynomialBasisList: ints([0, 0]), zTransposeCS: doubles([1, 0, 0, 0, 1, 0]) };
    await expect(answer(tinyPlate(info, files), ROW)).rejects.toBeInstanceOf(ScoringError);
  });

  it.each<[string, Info, Files?]>([
    ['_M', { _M: '[0]' }],
    ['_M', { _M: '[4]', _m: '[4]' }],
    ['_M', { num_knots_TP: '[1]' }],
    ['_m', { _m: '[3]' }],
    ['_m', { _m: '[0]' }],
    ['num_knots_TP', { num_knots_TP: '[3, 3]' }],
    ['standardize', { standardize: undefined }],
  ])('with a wrong %s is refused: %j', async (key, info) => {
    const error = await refusal(tinyPlate(info));
    expect(error).toBeInstanceOf(MojoFormatError);
    expect(error).toMatchObject({ key });
  });

  it.each([[[0, 2]], [[-1, 1]], [[1, 5]]])('with exponents %j is refused', async (exponents) => {
    const error = await refusal(tinyPlate({}, { polynomialBasisList: ints(exponents) }));
    expect(error).toMatchObject({ code: 'MOJO_FORMAT', file: 'polynomialBasisList' });
  });

  it('of more columns than its order allows is refused', async () => {
    const error = await refusal(
      tinyPlate({ _d: '[2]', _m: '[1]' }, { knots: doubles([0, 1, 2, 0, 1, 2]) }),
    );
    expect(error).toMatchObject({ key: '_m' });
  });
});

describe('refused', () => {
  /** Two cubic splines of z in four cells. */
  const two = {
    num_knots_sorted: '[3, 3]',
    gam_column_dim_sorted: '[1, 1]',
    bs_sorted: '[0, 0]',
    num_CS_col: 2,
    _d: '[1, 1]',
  };

  it.each<[string, Info]>([
    ['num_expanded_gam_columns_center', { num_expanded_gam_columns_center: -1 }],
    ['num_expanded_gam_columns_center', { num_expanded_gam_columns_center: 5 }],
    ['cats', { cats: -1 }],
    ['cat_offsets', { cat_offsets: '[2, 0]' }],
    ['cat_offsets', { cat_offsets: '[-1, 2]' }],
    ['cat_offsets', { cat_offsets: '[0, 1, 2]' }],
    ['numsCenter', { mean_imputation: true, numsCenter: -1 }],
    ['numsCenter', { mean_imputation: true, numsCenter: 4 }],
    ['num_knots_sorted', { ...two, num_knots_sorted: '[3, 2]' }],
    ['num_CS_col', { num_CS_col: -1 }],
    ['num_CS_col', { num_CS_col: 2 }],
    ['bs_sorted', { num_CS_col: 0 }],
    ['bs_sorted', { ...two, bs_sorted: '[0, 1]' }],
    ['_d', { ...two, _d: '[1, 0]' }],
    ['_d', { _d: '[1, 1]' }],
    [
      'spline_orders_sorted',
      { num_CS_col: 0, num_IS_col: 1, bs_sorted: '[2]', spline_orders_sorted: '[0]' },
    ],
    [
      'spline_orders_sorted',
      { num_CS_col: 0, num_MS_col: 1, bs_sorted: '[3]', spline_orders_sorted: '[31]' },
    ],
    [
      'num_knots_sorted',
      { num_CS_col: 0, num_IS_col: 1, bs_sorted: '[2]', spline_orders_sorted: '[30]' },
    ],
  ])('a wrong %s: %j', async (key, info) => {
    const files = { gam_columns_sorted: 'gam_column_dim_sorted' in info ? 'z\nz\n' : 'z\n' };
    const error = await refusal(tinyGam(info, files));
    expect(error).toBeInstanceOf(MojoFormatError);
    expect(error).toMatchObject({ file: 'model.ini', key });
  });

  it.each([
    ['too few names', { ...two }, 'z\n', '1'],
    ['a spline of no column', { ...two, gam_column_dim_sorted: '[2, 0]' }, 'z\nz\n', '2'],
  ])('%s', async (_, info, names, value) => {
    const error = await refusal(tinyGam(info, { gam_columns_sorted: names }));
    expect(error).toMatchObject({ code: 'MOJO_FORMAT', file: 'gam_columns_sorted', value });
  });

  it('a spline of a categorical column', async () => {
    const error = await refusal(tinyGam({}, { gam_columns_sorted: 'colour\n' }));
    expect(error).toBeInstanceOf(MojoFormatError);
    expect(error).toMatchObject({ file: 'gam_columns_sorted', value: 'colour' });
  });

  it('coefficients of classes of another number', async () => {
    const mojo = classes({
      family: 'ordinal',
      category: 'Ordinal',
      'beta center length per class': 5,
    });
    expect(await refusal(mojo)).toMatchObject({ key: 'beta center length per class' });
  });

  it.each<Info>([
    { family: 'quasibinomial' },
    { family: 'gaussian', category: 'Binomial', n_classes: 2 },
    { family: 'quasibinomial', category: 'Multinomial', n_classes: 3 },
    { family: 'multinomial' },
    { family: 'multinomial', n_classes: 3 },
    { family: 'ordinal', category: 'Ordinal', n_classes: 1 },
  ])('a family without answers in its category: %j', async (info) => {
    const error = await refusal(tinyGam(info));
    expect(error).toBeInstanceOf(UnsupportedMojoError);
    expect(error).toMatchObject({ algorithm: 'Generalized Additive Model' });
  });
});
