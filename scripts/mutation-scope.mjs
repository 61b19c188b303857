// What mutation checks change, and what each folder is held to.
import { basename, dirname } from 'node:path/posix';

/** Folders, with those below, that are checked. */
export const CHECKED = [
  'src/algos',
  'src/categories',
  'src/engine/js',
  'src/answers',
  'src/scoring',
];

const GOLDEN = 'test/conformance/{rows,unknown,deep-features}.test.ts';
const ALGOS = ['test/algos/*.test.ts', GOLDEN];
const TREES = [...ALGOS, 'test/algos/tree/*.test.ts', 'test/answers/contributions.test.ts'];
const SHARES = {
  cases: '^$',
  tests: [
    'test/answers/contribution*.test.ts',
    'test/variable-importances.test.ts',
    'test/algos/tree/shap.test.ts',
  ],
};
const ANSWERS = ['test/model.test.ts', 'test/{algos,answers,scoring}/*.test.ts', GOLDEN];

/** A case or a few of each kind, for folders that no algorithm owns. */
const OF_EACH =
  '^(gbm/(airlines_seed|calib_platt|offset_gaussian|multinomial_iris|const_kept|escape_names)|drf/(calib|binomial_double)' +
  '|isolationforest/(contamination|default)|extendedisolationforest/ext0|upliftdrf/kl|xgboost/(gbtree_binomial|gblinear_reg)' +
  '|glm/(multinomial_iris|ordinal|offset_poisson|quasibinomial|mvh_skip)|gam/cr_binomial|kmeans/numeric|glrm/quadratic|pca/t_none' +
  '|deeplearning/(hidden3|maxout_multi)|autoencoder/mixed|coxph/(efron|offset_weights)|rulefit/both_bin|isotonicregression/clip' +
  '|svm|stackedensemble/bin_gbm|klime/|pipeline/kmeans_glm|targetencoder/(binomial_blend|keep)|word2vec/vec8)';

/** Kinds of answer, by the files that make them; none is held to the test that loads every golden case. */
const KINDS_OF_ANSWERS = {
  contributions: {
    cases: '^$',
    tests: ['test/answers/{columns,contribution-order,contributions}.test.ts'],
    files: [
      'compact-contributions',
      'contribution-columns',
      'contribution-interactions',
      'contribution-options',
      'contribution-order',
      'contributions',
    ],
  },
  trees: {
    cases: '^(gbm/(calib_platt|multinomial_iris)|drf/binomial_double|xgboost/gbtree_binomial)',
    tests: ['test/answers/!(kinds).test.ts', 'test/scoring/blocks.test.ts', GOLDEN],
    files: ['calibrated', 'feature-frequencies', 'leaf-assignment', 'leaf-paths', 'staged'],
  },
};

/**
 * What folders, and single files, are held to where that is not all that an algorithm has: sources with mutants in them run many times
 * slower than the others. `cases` is a regular expression of the names of golden cases, `tests` are files.
 */
const SCOPES = {
  'src/algos': {
    cases: '^(gbm/(balance|calib_iso|multi)|drf/(digits|calib)|isotonic|coxph/strata)',
  },
  'src/algos/deeplearning': {
    cases: '^(deeplearning/(?!digits|high)|autoencoder/(mixed|cats|wal))',
    tests: [...ALGOS, 'test/answers/reconstruction.test.ts'],
  },
  'src/algos/drf': { cases: '^drf/(?!big)', tests: TREES },
  'src/algos/encoding': { cases: '^(gbm|drf|deeplearning|xgboost)/(enc|old_.*one_hot)' },
  'src/algos/gam': {
    cases: '^gam/(cr_multi|is|ms|tp2|mixed_na|ordinal|old_3_40)',
    tests: [...ALGOS, 'test/algos/gam/*.test.ts'],
  },
  'src/algos/gbm': { cases: '^gbm/(?!big|cats_1500|deep)', tests: TREES },
  // The golden cases iterate long; the tiny models of test/algos/dim-cases.ts have every loss and every regularizer.
  'src/algos/glrm': { cases: '^$' },
  'src/algos/isolationforest': { tests: TREES },
  'src/algos/linear': { cases: '^(glm|gam)/' },
  'src/algos/nested': { cases: '^(stackedensemble|klime|pipeline)/' },
  'src/algos/tree': {
    cases:
      '^(gbm/(enc_one|old_handmade|old_3_10_0|old_3_10_3|old_gbm|na_heavy|cats_100)|isolationforest/old|upliftdrf/kl)',
    tests: [
      'test/algos/tree/*.test.ts',
      'test/algos/{calibration,damaged-keys,encoding}.test.ts',
      GOLDEN,
    ],
  },
  'src/algos/tree/contributions.ts': SHARES,
  'src/algos/tree/forest-contributions.ts': SHARES,
  'src/algos/tree/shap.ts': SHARES,
  'src/algos/tree/split-scores.ts': SHARES,
  'src/algos/xgboost': {
    cases: '^xgboost/(?!big|hist|monotone)',
    tests: [
      'test/algos/xgboost.test.ts',
      'test/algos/xgboost/*.test.ts',
      'test/answers/contributions.test.ts',
      'test/variable-importances.test.ts',
      GOLDEN,
    ],
  },
  'src/answers': {
    cases: OF_EACH,
    tests: [
      'test/model.test.ts',
      'test/{answers,scoring}/!(kinds).test.ts',
      'test/algos/{output-columns,dim-models}.test.ts',
      GOLDEN,
    ],
  },
  ...Object.fromEntries(
    Object.values(KINDS_OF_ANSWERS).flatMap(({ files, ...scope }) =>
      files.map((name) => [`src/answers/${name}.ts`, scope]),
    ),
  ),
  'src/categories': { cases: OF_EACH, tests: ANSWERS },
  // The other back ends have to give the same bits.
  'src/engine/js': { cases: '^$', tests: ['test/engine/!(create-kernels).test.ts'] },
  'src/scoring': { cases: OF_EACH, tests: ANSWERS },
};

/** The cases and tests that a source file is held to. */
export function scopeOf(file) {
  const folder = dirname(file);
  const { cases = `^${basename(folder)}/`, tests = ALGOS } = SCOPES[file] ?? SCOPES[folder] ?? {};
  return { cases, tests };
}
