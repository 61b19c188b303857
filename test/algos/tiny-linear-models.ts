// The smallest MOJOs of the algorithms around linear predictors, made in memory. h2o-genmodel 3.46.0.10 loads them as well.
import type { Files } from '../mojo/small-mojo.js';
import { mojoFiles, tinyGlm, type Info, type TinyMojo } from './tiny-models.js';

/** Numbers as java.nio.ByteBuffer.putDouble writes them. */
export function doubles(values: readonly number[]): Uint8Array {
  const out = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, i) => {
    out.setFloat64(8 * i, value);
  });
  return new Uint8Array(out.buffer);
}

/** The same behind their count. */
function countedDoubles(values: readonly number[]): Uint8Array {
  const count = new Uint8Array(4);
  new DataView(count.buffer).setInt32(0, values.length);
  return Uint8Array.from([...count, ...doubles(values)]);
}

/** 2 * a - b + 1, of class 1 above 0.5. */
export function tinySvm(info: Info = {}): TinyMojo {
  return {
    info: {
      mojo_version: '1.00',
      algo: 'svm',
      algorithm: 'Support Vector Machine (*Spark*)',
      category: 'Binomial',
      n_classes: 2,
      meanImputation: true,
      means: '[10.0, 3.0, 0.5]',
      weights: '[2.0, -1.0]',
      interceptor: '1.0',
      defaultThreshold: '0.25',
      threshold: '0.5',
      ...info,
    },
    columns: ['a', 'b', 'y'],
    domains: [null, null, info.category === 'Regression' ? null : ['no', 'yes']],
  };
}

/** The curve (0, 1), (1, 2), (3, 8). */
export function tinyIsotonic(info: Info = {}, files: Files = {}): TinyMojo {
  return {
    info: {
      mojo_version: '1.00',
      algo: 'isotonicregression',
      algorithm: 'Isotonic Regression',
      category: 'Regression',
      calib_min_x: '0.0',
      calib_max_x: '3.0',
      ...info,
    },
    columns: ['x', 'y'],
    domains: [null, null],
    files: {
      'calib/thresholds_x': countedDoubles([0, 1, 3]),
      'calib/thresholds_y': countedDoubles([1, 2, 8]),
      ...files,
    },
  };
}

/** Strata by site (level 0 and 2), categories arm and the pair arm_sex, numbers age and age * arm. */
export function tinyCoxPH(info: Info = {}, files: Files = {}): TinyMojo {
  return {
    info: {
      mojo_version: '1.00',
      algo: 'coxph',
      algorithm: 'Cox Proportional Hazards',
      category: 'CoxPH',
      coef: '[0.5, 0.25, 10.0, 20.0, 1.0, 100.0, 200.0]',
      cats: 2,
      cat_offsets: '[0, 2, 4]',
      use_all_factor_levels: false,
      num_numerical_columns: 2,
      num_offsets: '[4, 5]',
      strata_count: 2,
      strata_0: '[0.0]',
      strata_1: '[2.0]',
      x_mean_cat_size1: 2,
      x_mean_cat_size2: 1,
      x_mean_num_size1: 2,
      x_mean_num_size2: 1,
      interaction_targets: '[2]',
      interactions_1: '[1]',
      interactions_2: '[5]',
      ...info,
    },
    columns: ['site', 'arm', 'arm_sex', 'age', 'weight', 'sex', 'event'],
    domains: [['n', 'e', 's'], ['ctl', 'A', 'B'], ['A_m', 'B_f'], null, null, ['f', 'm'], null],
    files: {
      x_mean_cat: doubles([1, 2]),
      x_mean_num: doubles([0, 4]),
      ...files,
    },
  };
}

const LINEAR = 'models/GLM/glm/';

/** Rules M0T0N1 (x < 1, NA not), M0T0N2 (x >= 0, NA too), M0T0N3 (colour in b); a GLM of M0T0 and linear.x. */
export function tinyRuleFit(info: Info = {}, linear: Partial<TinyMojo> = {}): TinyMojo {
  const glm = tinyGlm({
    cats: 1,
    cat_offsets: '[0, 3]',
    nums: 1,
    use_all_factor_levels: true,
    beta: '[10.0, 20.0, 30.0, 1.0, 0.5]',
    cat_modes: '[2]',
    num_means: '[7.0]',
    mean_imputation: true,
  });
  const nested = mojoFiles({
    ...glm,
    columns: ['M0T0', 'linear.x', 'y'],
    domains: [['M0T0N1', 'M0T0N2', 'M0T0N3'], null, null],
    ...linear,
  });
  return {
    info: {
      mojo_version: '1.00',
      algo: 'rulefit',
      algorithm: 'RuleFit',
      category: 'Regression',
      submodel_count: 1,
      submodel_key_0: 'glm',
      submodel_dir_0: LINEAR,
      linear_model: 'glm',
      model_type: 1,
      depth: 1,
      ntrees: 1,
      num_rules_M0T0: 3,
      ...ruleKeys(
        '0_0_0',
        'M0T0N1',
        { feature_index: 0, type: 1, operator: 0, nas_included: false },
        1,
      ),
      ...ruleKeys(
        '0_0_1',
        'M0T0N2',
        { feature_index: 0, type: 1, operator: 1, nas_included: true },
        0,
      ),
      ...ruleKeys('0_0_2', 'M0T0N3', {
        feature_index: 1,
        type: 0,
        operator: 2,
        nas_included: false,
      }),
      cat_treshold_length_0_0_0_2: 1,
      cat_treshold_length_0_0_0_0_2: 1,
      language_cat_treshold_length_0_0_0_2: 0,
      data_from_rules_codes_len: 0,
      linear_names_len: 3,
      linear_names_0: 'M0T0',
      linear_names_1: 'linear.x',
      linear_names_2: 'linear.colour',
      ...info,
    },
    columns: ['x', 'colour', 'y'],
    domains: [null, ['a', 'b'], info.category === 'Multinomial' ? ['p', 'q', 'r'] : null],
    files: Object.fromEntries(
      Object.entries(nested).map(([path, content]) => [`${LINEAR}${path}`, content]),
    ),
  };
}

/** A rule of one condition. */
function ruleKeys(id: string, name: string, condition: Info, threshold?: number): Info {
  return {
    [`num_conditions_rule_id_${id}`]: 1,
    [`var_name_rule_id_${id}`]: name,
    [`prediction_value_rule_id_${id}`]: '0.0',
    [`coefficient_rule_id_${id}`]: '0.0',
    ...Object.fromEntries(
      Object.entries(condition).map(([key, value]) => [`${key}_0_${id}`, value]),
    ),
    ...(threshold !== undefined && { [`num_treshold0_${id}`]: threshold.toFixed(1) }),
  };
}

/** colour (a 1, b 2), x (times 3), and a cubic spline of z with knots 0, 1, 2, whose cells are its values at 0 and 1. */
export function tinyGam(info: Info = {}, files: Files = {}): TinyMojo {
  return {
    info: {
      mojo_version: '1.00',
      algo: 'gam',
      algorithm: 'Generalized Additive Model',
      category: 'Regression',
      use_all_factor_levels: true,
      cats: 1,
      cat_offsets: '[0, 2]',
      numsCenter: 3,
      num: 4,
      mean_imputation: false,
      family: 'gaussian',
      link: 'identity',
      num_knots: '[3]',
      num_knots_sorted: '[3]',
      gam_column_dim: '[1]',
      gam_column_dim_sorted: '[1]',
      num_expanded_gam_columns: 3,
      num_expanded_gam_columns_center: 2,
      'total feature size': 5,
      gamColName_dim: '[3]',
      beta: '[1.0, 2.0, 3.0, 0.0, 0.0, 0.0, 0.0]',
      'beta length per class': 7,
      beta_center: '[1.0, 2.0, 3.0, 100.0, 1000.0, 0.5]',
      'beta center length per class': 6,
      bs: '[0]',
      bs_sorted: '[0]',
      _d: '[1]',
      num_CS_col: 1,
      num_IS_col: 0,
      num_MS_col: 0,
      num_TP_col: 0,
      ...info,
    },
    columns: ['colour', 'x', 'z_0', 'z_1', 'y'],
    domains: [['a', 'b'], null, null, null, info.category === 'Binomial' ? ['no', 'yes'] : null],
    files: {
      gam_columns: 'z\n',
      gam_columns_sorted: 'z\n',
      _names_no_centering: 'colour\nx\nz0\nz1\nz2\n',
      gamColNames: 'z0\nz1\nz2\n',
      gamColNamesCenter: 'z_0\nz_1\n',
      knots: doubles([0, 1, 2]),
      zTranspose: doubles([1, 0, 0, 0, 1, 0]),
      _binvD: doubles([0, 0, 0]),
      ...files,
    },
  };
}
