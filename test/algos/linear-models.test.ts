// SVM, isotonic regression, CoxPH, RuleFit and GAM in the corners that real models seldom reach. Every number and every
// error is that of h2o-genmodel 3.46.0.10 for the same MOJO and row.
import { describe, expect, it } from 'vitest';
import { Frame, MojoFormatError, WasmojoError, type Prediction } from '../../src/node.js';
import { errorName } from '../conformance/java-errors.js';
import { isClose } from '../conformance/compare.js';
import { BACKENDS } from '../support/backends.js';
import { inputRows } from '../support/cases.js';
import {
  doubles,
  tinyCoxPH,
  tinyGam,
  tinyIsotonic,
  tinyRuleFit,
  tinySvm,
} from './tiny-linear-models.js';
import { loadTiny, tinyGlm, type TinyMojo } from './tiny-models.js';

const BOUNDS = 'ArrayIndexOutOfBoundsException';
const NO_NUMBER = 'NumberFormatException';
const NULL = 'NullPointerException';
const ARGUMENT = 'IllegalArgumentException';

/** A value, the probability of class 1, or the last part of the error's Java name. */
type Answer = number | string;

function numberOf(prediction: Prediction): number {
  if ('value' in prediction) return prediction.value;
  return 'classProbabilities' in prediction ? prediction.classProbabilities[1] : NaN;
}

async function expectAnswers(
  mojo: TinyMojo,
  csv: string,
  expected: readonly Answer[],
): Promise<void> {
  const rows = inputRows(csv);
  expect(rows.length).toBe(expected.length);
  for (const backend of BACKENDS) {
    using model = await loadTiny(mojo, { backend });
    const predictor = model.easyPredict({ convertUnknownCategoricalLevelsToNa: true });
    rows.forEach((row, i) => {
      let actual: Answer;
      try {
        actual = numberOf(predictor.predict(row));
      } catch (error) {
        if (!(error instanceof WasmojoError)) throw error;
        actual = errorName(error).split('.').at(-1)!;
      }
      const wanted = expected[i];
      const equal =
        typeof actual === 'number' && typeof wanted === 'number'
          ? isClose(actual, wanted, 4.5e-16)
          : actual === wanted;
      if (!equal) expect.fail(`${backend}, row ${i}: expected ${wanted}, got ${actual}`);
    });
  }
}

async function expectRefused(mojo: TinyMojo, message: string): Promise<void> {
  await expect(loadTiny(mojo)).rejects.toThrow(message);
  await expect(loadTiny(mojo)).rejects.toBeInstanceOf(MojoFormatError);
}

describe('offsets', () => {
  it.each([
    ['svm', tinySvm()],
    ['isotonicregression', tinyIsotonic()],
    ['rulefit', tinyRuleFit()],
    ['gam', tinyGam()],
  ])('%s takes none but 0', async (_, mojo) => {
    using model = await loadTiny(mojo);
    const predictor = model.easyPredict();
    const row = { a: 1, b: 1, x: 1, z: 1 };
    expect(predictor.predict(row, { offset: 0 })).toEqual(predictor.predict(row));
    for (const offset of [1, NaN]) {
      expect(() => predictor.predict(row, { offset })).toThrow('takes no offset');
    }
  });

  it('coxph adds it', async () => {
    using model = await loadTiny(tinyCoxPH());
    const row = { site: 'n', arm: 'A', age: 2, weight: 3, sex: 'm' };
    expect(model.easyPredict().predict(row, { offset: 0.25 })).toEqual({ value: 302.25 });
  });
});

describe('SVM', () => {
  const CSV = 'a,b\n1,2\n,2\n1,\n,\n0,0.5\n0,0.75\n0,-9\n-3,0\n0.4,0.1\n0,2\n0,-0.5\n';
  const margins = [1, 19, 0, 18, 0.5, 0.25, 10, -5, 1.7, -1, 1.5];

  it('gives the margin', async () => {
    const regression = { category: 'Regression', n_classes: 1 };
    await expectAnswers(tinySvm(regression), CSV, margins);
    const raw = margins.map((margin, i) => (i >= 1 && i <= 3 ? NaN : margin));
    await expectAnswers(tinySvm({ ...regression, meanImputation: false }), CSV, raw);
  });

  it.each<[string, object, readonly number[]]>([
    ['above the default one', {}, [1, 19, 0, 18, -0.75, -0.75, 10, -5, 1.7, -1, 1.5]],
    [
      'below it',
      { threshold: '0.0', defaultThreshold: '2.0' },
      [2, 19, 0, 18, 2, 2, 10, -5, 2, -1, 2],
    ],
  ])('keeps margins on their side of a threshold %s', async (_, info, expected) => {
    await expectAnswers(tinySvm(info as never), CSV, expected);
    using model = await loadTiny(tinySvm(info as never));
    expect(model.easyPredict().predict({ a: '0', b: '-9' })).toEqual({
      label: 'yes',
      labelIndex: 1,
      classProbabilities: [9, 10],
    });
    expect(model.easyPredict().predict({ a: '-3', b: '0' })).toEqual({
      label: 'no',
      labelIndex: 0,
      classProbabilities: [-4, -5],
    });
  });

  it('refuses lists that are too short', async () => {
    await expectRefused(tinySvm({ weights: '[1.0]' }), 'expected at least 2 numbers for weights');
    await expectRefused(tinySvm({ means: '[1.0]' }), 'expected at least 2 numbers for means');
    await expect(loadTiny(tinySvm({ n_classes: 1 }))).rejects.toThrow('has no defined answers');
  });
});

describe('isotonic regression', () => {
  it('interpolates and clips', async () => {
    const csv = 'x\n-5\n-0.0\n0\n0.5\n1\n2\n3\n4\nNaN\nInfinity\n-Infinity\n';
    await expectAnswers(tinyIsotonic(), csv, [1, BOUNDS, 1, 1.5, 2, 5, 8, 8, NaN, 8, 1]);
  });

  it('refuses a model without a column for x', async () => {
    await expect(loadTiny(tinyIsotonic({ n_features: 0 }))).rejects.toMatchObject({
      code: 'MOJO_FORMAT',
      key: 'n_features',
    });
  });

  it.each([
    ['4.0', '5.0'],
    ['-1.0', '3.0'],
    ['2.0', '1.0'],
    ['0.0', 'NaN'],
  ])('refuses the range %s to %s', async (min, max) => {
    await expectRefused(
      tinyIsotonic({ calib_min_x: min, calib_max_x: max }),
      'expected a range of x within the thresholds for calib_min_x',
    );
  });
});

describe('CoxPH', () => {
  const CSV = [
    'site,arm,arm_sex,age,weight,sex',
    'n,A,,2,3,m',
    's,B,,2,3,f',
    'e,A,,2,3,m', // no such stratum
    ',A,,2,3,m', // level 0 of site
    'n,,,2,3,m',
    'n,A,,2,,m',
    'n,A,,,3,m',
    'n,A,B_f,2,3,m',
    'n,A,,2,3,f', // no such pair
    'n,A,,2,3,',
    'n,ctl,,2,3,m',
  ].join('\n');

  it('strata and pairs of levels', async () => {
    await expectAnswers(tinyCoxPH(), CSV, [
      302,
      310.25,
      NULL,
      302,
      NaN,
      NaN,
      NaN,
      312,
      302,
      302,
      301.5,
    ]);
  });

  it('all factor levels: a missing level is refused, a missing pair is none', async () => {
    await expectAnswers(tinyCoxPH({ use_all_factor_levels: true }), CSV, [
      311.75,
      320,
      NULL,
      311.75,
      ARGUMENT,
      NaN,
      NaN,
      321.75,
      301.75,
      301.75,
      302,
    ]);
  });

  const INTERACTIONS = [
    'site,arm,arm_sex,age,weight,sex',
    'n,A,,,3,m',
    's,B,,,3,f',
    'n,ctl,,,3,m',
    'n,,,,3,m',
    'n,A,,,,m',
    'n,A,B_f,5,3,m',
    's,B,A_m,,3,',
    'n,A,B_f,2,3,m',
  ].join('\n');

  it.each<[string, object, readonly Answer[]]>([
    [
      'of a number and a level, where the row lacks it',
      { interactions_1: '[1, 4]', interactions_2: '[5, 1]' },
      [303, 611.25, 2.5, NaN, NaN, 315, 601.25, 312],
    ],
    [
      'of a level and a number, with all factor levels',
      { interactions_1: '[1, 1]', interactions_2: '[5, 4]', use_all_factor_levels: true },
      [612.75, 21, 303, ARGUMENT, NaN, 324.75, 11, 321.75],
    ],
    [
      'of two numbers',
      { interactions_1: '[1, 4]', interactions_2: '[5, 4]' },
      [309, 317.25, 308.5, NaN, NaN, 315, 307.25, 312],
    ],
  ])('an interaction %s', async (_, info, expected) => {
    const mojo = tinyCoxPH({ interaction_targets: '[2, 3]', ...info });
    await expectAnswers(mojo, INTERACTIONS, expected);
  });

  it('an interaction outside the numeric terms', async () => {
    const info = {
      interaction_targets: '[4]',
      interactions_1: '[3]',
      interactions_2: '[1]',
    };
    const expected = [NaN, NaN, NULL, NaN, NaN, BOUNDS, NaN, 312, NaN, NaN, NaN];
    await expectAnswers(tinyCoxPH(info), CSV, expected);
  });

  it('a term without a coefficient ends the sum', async () => {
    const expected = [NaN, NaN, NaN, NaN, NaN, 15, NaN, 12];
    await expectAnswers(tinyCoxPH({ num_offsets: '[4, 7]' }), INTERACTIONS, expected);
  });

  it('the MOJOs of 3.34 and before have no numeric terms and no interactions', async () => {
    const info = {
      num_numerical_columns: undefined,
      num_offsets: undefined,
      coef: '[0.5, 0.25, 10.0, 20.0, 1.0, 100.0]',
    };
    await expectAnswers(tinyCoxPH(info), INTERACTIONS, [NaN, NaN, NaN, NaN, NaN, 315, NaN, 312]);
  });

  it('columns of interactions need not be given', async () => {
    using model = await loadTiny(tinyCoxPH());
    expect(model.features).toEqual(['site', 'arm', 'age', 'weight', 'sex']);
    expect(model.columnPlan.columns.map(({ name }) => name)).toContain('arm_sex');
  });

  it.each<[object, string]>([
    [{ cat_offsets: '[0, 2]' }, 'expected 3 ascending offsets within 7 coefficients'],
    [{ cat_offsets: '[0, 5, 4]' }, 'expected 3 ascending offsets within 7 coefficients'],
    [{ cat_offsets: '[0, 2, 8]' }, 'expected 3 ascending offsets within 7 coefficients'],
    [{ cats: -1, cat_offsets: '[]' }, 'cat_offsets'],
    [{ strata_count: -1 }, 'expected a count for strata_count'],
    [{ strata_count: 3 }, 'strata_2 is missing'],
    [{ strata_1: '[0.0]' }, 'expected a stratum of its own for strata_1'],
    [{ strata_1: '[1.0, 2.0]' }, 'expected 1 numbers (there are 2) for strata_1'],
    [{ x_mean_cat_size1: 1000000000 }, 'expected 2, a row for each stratum for x_mean_cat_size1'],
    [{ x_mean_num_size2: 2 }, 'x_mean_num: expected 2 x 2 numbers at offset 0, have 16 bytes'],
    [{ num_offsets: '[4, -1]' }, 'expected offsets from 0 on for num_offsets'],
    [{ num_numerical_columns: 3 }, 'expected at most the 2 of num_offsets'],
    [
      { num_numerical_columns: 4, num_offsets: '[4, 4, 4, 4]' },
      'expected at most the 6 features (it needs 7) for num_numerical_columns',
    ],
    [{ interaction_targets: '[6]' }, 'expected columns of the 6 features for interaction_targets'],
    [{ interactions_1: '[1, 1]' }, 'expected 1 whole numbers (there are 2) for interactions_1'],
    [{ interaction_targets: '[3]' }, 'expected a categorical column for two of them'],
  ])('%j is refused', async (info, message) => {
    await expectRefused(tinyCoxPH(info as never), message);
  });
});

describe('RuleFit', () => {
  const CSV = 'x,colour\n0.5,a\n-1,a\n2,a\n,a\n0.5,b\n,b\n,\n0,a\n1,a\n';

  it.each<[string, object, readonly Answer[]]>([
    ['the last rule holds', {}, [21, 9.5, 22.5, 27.5, 31, 37.5, 27.5, 20.5, 21.5]],
    [
      'a number is in no set of levels',
      { operator_0_0_0_1: 2 },
      [11, 9.5, 32.5, 27.5, 31, 37.5, 27.5, 10.5, 31.5],
    ],
    [
      'a level that the GLM does not know is NA',
      { var_name_rule_id_0_0_2: 'M0T0N9' },
      [21, 9.5, 22.5, 27.5, 31, 37.5, 27.5, 20.5, 21.5],
    ],
    [
      'a rule whose column the GLM lacks',
      { var_name_rule_id_0_0_0: 'M1T0N1' },
      [BOUNDS, BOUNDS, 22.5, 27.5, BOUNDS, 37.5, 27.5, BOUNDS, 21.5],
    ],
    [
      'a column of the GLM by another name',
      { linear_names_1: 'linear.z' },
      new Array<string>(9).fill(BOUNDS),
    ],
    [
      'the response of the GLM as a column',
      { linear_names_1: 'y' },
      new Array<string>(9).fill(BOUNDS),
    ],
    ['too few columns for the GLM', { model_type: 2 }, new Array<string>(9).fill(BOUNDS)],
    ['too few names of columns', { linear_names_len: 1 }, new Array<string>(9).fill(BOUNDS)],
    [
      'a rule whose name has no number',
      { var_name_rule_id_0_0_0: 'M0T0' },
      [BOUNDS, BOUNDS, 22.5, 27.5, BOUNDS, 37.5, 27.5, BOUNDS, 21.5],
    ],
    ['no rules at all', { num_rules_M0T0: 0 }, [31, 29.5, 32.5, 37.5, 31, 37.5, 37.5, 30.5, 31.5]],
  ])('%s', async (_, info, expected) => {
    await expectAnswers(tinyRuleFit(info as never), CSV, expected);
  });

  it('a class whose name no rule ends with: no row has an answer', async () => {
    const classes = ['p', 'q', 'r'];
    const mojo = tinyRuleFit(
      { category: 'Multinomial', n_classes: 3 },
      {
        info: {
          ...tinyGlm({ category: 'Multinomial', n_classes: 3, family: 'multinomial' }).info,
          nums: 2,
          num_means: '[0.0, 0.0]',
          beta: '[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]',
        },
        columns: ['M0T0', 'linear.x', 'y'],
        domains: [null, null, classes],
      },
    );
    await expectAnswers(mojo, 'x,colour\n0.5,a\n2,b\n', [NULL, NULL]);
  });

  it('a linear model of another category has no answers', async () => {
    const refused = loadTiny(tinyRuleFit({ category: 'Binomial', n_classes: 2 }));
    await expect(refused).rejects.toMatchObject({ code: 'UNSUPPORTED_MOJO', algorithm: 'RuleFit' });
  });

  it('rules alone', async () => {
    const mojo = tinyRuleFit(
      { model_type: 2, linear_names_len: 2 },
      {
        info: {
          mojo_version: '1.00',
          algo: 'glm',
          algorithm: 'Generalized Linear Model',
          category: 'Regression',
          use_all_factor_levels: true,
          cats: 1,
          cat_offsets: '[0, 3]',
          nums: 0,
          beta: '[10.0, 20.0, 30.0, 0.5]',
          cat_modes: '[1]',
          mean_imputation: true,
          family: 'gaussian',
          link: 'identity',
        },
        columns: ['M0T0', 'y'],
        domains: [['M0T0N1', 'M0T0N2', 'M0T0N3'], null],
      },
    );
    const expected = [20.5, 10.5, 20.5, 20.5, 30.5, 30.5, 20.5, 20.5, 20.5];
    await expectAnswers(mojo, CSV, expected);
  });

  it.each<[object, string]>([
    [
      { linear_model: 'other' },
      'expected the name of one of the 1 submodels for linear_model, got "other"',
    ],
    [{ submodel_dir_0: 'models/' }, 'the MOJO has no file models/model.ini'],
    [{ submodel_count: -1 }, 'expected a count for submodel_count'],
    [{ num_rules_M0T0: 4 }, 'num_conditions_rule_id_0_0_3 is missing'],
    [{ num_rules_M0T0: -1 }, 'expected a count for num_rules_M0T0'],
    [{ depth: 2000000000 }, 'num_rules_M1T0 is missing'],
    [{ depth: -1 }, 'expected a count for depth'],
    [{ num_conditions_rule_id_0_0_1: -1 }, 'expected a count for num_conditions_rule_id_0_0_1'],
    [
      { feature_index_0_0_0_1: -1 },
      'expected a column of the 2 features for feature_index_0_0_0_1',
    ],
    [{ cat_treshold_length_0_0_0_2: -1 }, 'expected a count for cat_treshold_length_0_0_0_2'],
    [{ feature_index_0_0_0_0: 2 }, 'expected a column of the 2 features for feature_index_0_0_0_0'],
    [{ num_treshold0_0_0_0: 'x' }, 'expected a number for num_treshold0_0_0_0'],
    [{ cat_treshold_length_0_0_0_2: 2 }, 'cat_treshold_length_1_0_0_0_2 is missing'],
  ])('%j is refused', async (info, message) => {
    await expectRefused(tinyRuleFit(info as never), message);
  });
});

describe('GAM', () => {
  const CSV = [
    'colour,x,z,z_0,z_1',
    'a,1,0.25,,',
    'b,1,0.25,,',
    ',1,0.25,,',
    'a,,0.25,,',
    'a,1,,,',
    'a,1,abc,,',
    'a,1,NaN,,',
    'a,1,abc,0.5,', // cells of the spline are given: none is computed
    'a,1,0.25,0.5,',
    'a,1,1,,',
    'a,1,2,,',
    'a,1,3,,',
    'a,1,-1,,',
    'a,1,0,,',
  ].join('\n');
  const SPLINE = [1004.5, 4.5, -995.5, -795.5, 104.5];

  it.each<[string, object, readonly Answer[]]>([
    [
      'without imputation a missing category is level 0',
      {},
      [329.5, 330.5, 329.5, NaN, NaN, NO_NUMBER, NaN, NaN, NaN, ...SPLINE],
    ],
    [
      'with imputation',
      {
        mean_imputation: true,
        catNAFills: '[1]',
        numNAFillsCenter: '[5.0, 0.25, 0.125]',
      },
      [329.5, 330.5, 330.5, 341.5, 154.5, NO_NUMBER, 154.5, 179.5, 179.5, ...SPLINE],
    ],
    [
      'with imputation of the first columns only',
      { mean_imputation: true, catNAFills: '[1]', numNAFillsCenter: '[5.0]', numsCenter: 1 },
      [329.5, 330.5, 330.5, 341.5, NaN, NO_NUMBER, NaN, NaN, NaN, ...SPLINE],
    ],
    [
      'without the first factor level',
      { use_all_factor_levels: false },
      [328.5, 329.5, 328.5, NaN, NaN, NO_NUMBER, NaN, NaN, NaN, ...SPLINE.map((y) => y - 1)],
    ],
  ])('%s', async (_, info, expected) => {
    await expectAnswers(tinyGam(info as never), CSV, expected);
  });

  it('the link of a family where none is named', async () => {
    const csv = 'colour,x,z\na,1,2\na,1,0\n';
    await expectAnswers(
      tinyGam({ link: undefined, family: 'poisson' }),
      csv,
      [90.01713130052181, 2.419765937060465e45],
    );
    const binomial = {
      family: 'quasibinomial',
      link: undefined,
      category: 'Binomial',
      n_classes: 2,
      beta_center: '[0.0, 0.1, 0.0, 1.0, -1.0, 0.5]',
    };
    const rows = 'colour,x,z\na,1,0.25\nb,1,0.25\na,1,1\na,1,-1\n';
    await expectAnswers(
      tinyGam(binomial),
      rows,
      [0.7310585786300049, 0.7502601055951177, 0.3775406687981454, 0.9706877692486436],
    );
  });

  it('asks for the columns of the splines, not for their cells', async () => {
    using model = await loadTiny(tinyGam());
    expect(model.features).toEqual(['colour', 'x', 'z']);
  });

  it('no rule converts what is no number in a spline column', async () => {
    using model = await loadTiny(tinyGam());
    const predictor = model.easyPredict({ convertInvalidNumbersToNa: true });
    for (const z of ['abc', '', true]) {
      expect(() => predictor.predict({ colour: 'a', x: 1, z })).toThrow(
        'column "z": the spline column has no number',
      );
    }
    expect(predictor.predict({ colour: 'a', x: 'abc', z: 1 })).toEqual({ value: NaN });
  });

  it.each<[string, readonly unknown[]]>([
    ['numbers', [1, 2, null]],
    ['text', ['1', ' 2.0', null]],
    ['both', ['1', 2, null]],
  ])('a spline column of %s in a frame', async (_, values) => {
    using model = await loadTiny(tinyGam());
    const rows = values.map((z) => ({ colour: 'a', x: 1, z }));
    const { columns, report } = await model.predict(Frame.fromRows(rows));
    expect(columns).toMatchObject([{ values: Float64Array.of(1004.5, 4.5, NaN) }]);
    expect(report).toMatchObject({ missingColumns: [], unusedColumns: [] });
    for (const bad of ['abc', true]) {
      const frame = Frame.fromRows([...rows, { colour: 'a', x: 1, z: bad }]);
      const converted = model.predict(frame, { convertInvalidNumbersToNa: true });
      await expect(converted).rejects.toThrow('row 3, column "z": the spline column has no number');
    }
  });

  it.each<[string, object, string, Record<string, Uint8Array>?]>([
    ['cats', { cats: 5 }, 'expected a count of the 4 features for cats'],
    ['cat_offsets', { cat_offsets: '[0]' }, 'expected 2 ascending offsets'],
    ['beta_center', { beta_center: '[1.0]' }, 'expected 6 numbers (there are 1) for beta_center'],
    ['family', { family: 'normal' }, 'for family, got "normal"'],
    ['num_knots_sorted', { num_knots_sorted: '[2]' }, 'expected 3 knots or more'],
    [
      'num_knots_sorted',
      { num_knots_sorted: '[2000000000]' },
      'expected splines of at most 2 cells for num_knots_sorted',
    ],
    ['gam_column_dim_sorted', { gam_column_dim_sorted: '[2]' }, 'expected as many names'],
    ['bs_sorted', { bs_sorted: '[1]' }, 'expected the kinds 0 for bs_sorted'],
    ['num_MS_col', { num_MS_col: undefined }, 'num_MS_col is missing'],
    ['_d', { _d: '[0]' }, 'expected counts of columns for _d'],
    [
      'num_expanded_gam_columns_center',
      { num_expanded_gam_columns_center: 5 },
      'expected at most 4 features',
    ],
    [
      'spline_orders_sorted',
      { num_CS_col: 0, num_IS_col: 1, bs_sorted: '[2]', spline_orders_sorted: '[31]' },
      'expected orders from 1 to 30',
    ],
    ['knots', {}, 'knots: expected 1 x 3 numbers at offset 0', { knots: doubles([0, 1]) }],
  ])('%s %j is refused', async (_, info, message, files) => {
    await expectRefused(tinyGam(info as never, files), message);
  });
});
