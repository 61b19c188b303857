import { UnsupportedMojoError } from '../../errors.js';
import type { Archive } from '../../mojo/archive.js';
import { isClassifier } from '../../mojo/model-category.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { DISTRIBUTIONS, type Distribution } from '../distribution.js';
import { inverseLink, type InverseLink } from '../linear/link.js';
import { readTables } from '../tables.js';
import { readSplines } from './read-splines.js';
import type { Spline } from './spline.js';

/** What the linear predictors become. */
export type GamOutcome =
  | ({ readonly kind: 'value' } & InverseLink)
  | ({ readonly kind: 'binomial'; readonly threshold: number } & InverseLink)
  | { readonly kind: 'multinomial' }
  | { readonly kind: 'ordinal' };

/** A row of the GLM: categorical columns, numeric ones, then the cells of the splines. */
export interface GamData {
  readonly width: number;
  readonly cats: number;
  readonly catOffsets: Int32Array;
  readonly useAllFactorLevels: boolean;
  /** Values for NA in the leading columns; empty: NA is not imputed. */
  readonly imputation: Float64Array;
  readonly firstSplineCell: number;
  readonly splines: readonly Spline[];
  /** Coefficients of each predictor: categoricals, numerics, intercept. */
  readonly predictors: readonly Float64Array[];
  readonly outcome: GamOutcome;
  readonly predsSize: number;
}

const BINOMIAL_FAMILIES: readonly Distribution[] = [
  'bernoulli',
  'fractionalbinomial',
  'quasibinomial',
];

/** The keys of GamMojoReader that scoring needs. */
export function readGam(archive: Archive, info: ModelInfo): GamData {
  const splineCells = info.int('num_expanded_gam_columns_center', 0);
  if (splineCells < 0 || splineCells > info.nFeatures) {
    throw info.wrong('num_expanded_gam_columns_center', `at most ${info.nFeatures} features`);
  }
  const family = info.oneOf('family', DISTRIBUTIONS);
  const cats = info.int('cats');
  const catOffsets = info.ints('cat_offsets');
  checkOffsets(info, cats, catOffsets);
  const imputation = info.boolean('mean_imputation', false)
    ? readImputation(info, cats)
    : new Float64Array(0);
  const outcome = readOutcome(info, family);
  const nums = info.nFeatures - cats;
  const firstSplineCell = info.nFeatures - splineCells;
  return {
    width: info.nFeatures,
    cats,
    catOffsets,
    useAllFactorLevels: info.boolean('use_all_factor_levels', false),
    imputation,
    firstSplineCell,
    splines: readSplines(archive, info, firstSplineCell),
    predictors: readPredictors(archive, info, outcome, catOffsets[cats] + nums + 1),
    outcome,
    predsSize: isClassifier(info.category) ? info.nClasses + 1 : 1,
  };
}

function checkOffsets(info: ModelInfo, cats: number, catOffsets: Int32Array): void {
  if (cats < 0 || cats > info.nFeatures) {
    throw info.wrong('cats', `a count of the ${info.nFeatures} features`);
  }
  const ascending = catOffsets.every((offset, i) => offset >= (i === 0 ? 0 : catOffsets[i - 1]));
  if (!ascending || catOffsets.length !== cats + 1) {
    throw info.wrong('cat_offsets', `${cats + 1} ascending offsets`);
  }
}

/** `catNAFills` for the categorical columns, `numNAFillsCenter` for `numsCenter` numeric ones. */
function readImputation(info: ModelInfo, cats: number): Float64Array {
  const nums = info.int('numsCenter');
  if (nums < 0 || cats + nums > info.nFeatures) {
    throw info.wrong('numsCenter', `at most ${info.nFeatures - cats} numeric features`);
  }
  const values = new Float64Array(cats + nums);
  if (cats > 0) values.set(info.ints('catNAFills', { length: cats }));
  if (nums > 0) values.set(info.numbers('numNAFillsCenter', { length: nums }), cats);
  return values;
}

function readPredictors(
  archive: Archive,
  info: ModelInfo,
  outcome: GamOutcome,
  size: number,
): readonly Float64Array[] {
  if (outcome.kind === 'value' || outcome.kind === 'binomial') {
    return [info.numbers('beta_center', { length: size })];
  }
  const length = info.int('beta center length per class', 0);
  if (length !== size) {
    throw info.wrong('beta center length per class', `${size} coefficients`);
  }
  const classes = readTables(archive, 'beta_multinomial_centering', [info.nClasses], [length])[0];
  // The last class of an ordinal response has no predictor.
  return outcome.kind === 'ordinal' ? classes.slice(0, -1) : classes;
}

function readOutcome(info: ModelInfo, family: Distribution): GamOutcome {
  const single = family !== 'multinomial' && family !== 'ordinal';
  const isBinomial = BINOMIAL_FAMILIES.includes(family);
  const undefinedAnswers = single
    ? isBinomial !== isClassifier(info.category) || (isBinomial && info.nClasses !== 2)
    : info.nClasses < 2 || !isClassifier(info.category);
  if (undefinedAnswers) {
    throw new UnsupportedMojoError(
      `a GAM of family ${family} and category ${info.category} has no defined answers`,
      { algorithm: info.algorithm },
    );
  }
  if (family === 'multinomial' || family === 'ordinal') return { kind: family };
  const link = inverseLink(info, info.string('link', defaultLink(family)));
  return isBinomial
    ? { kind: 'binomial', threshold: info.defaultThreshold, ...link }
    : { kind: 'value', ...link };
}

/** ModelMojoReader.defaultLinkFunction. */
function defaultLink(family: Distribution): string {
  switch (family) {
    case 'bernoulli':
    case 'fractionalbinomial':
    case 'quasibinomial':
    case 'modified_huber':
      return 'logit';
    case 'poisson':
    case 'gamma':
    case 'tweedie':
      return 'log';
    default:
      return 'identity';
  }
}
