import type { Link } from '../../engine/kernels.js';
import { MojoFormatError, UnsupportedMojoError } from '../../errors.js';
import { isClassifier } from '../../mojo/model-category.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { inverseLink } from '../linear/link.js';

/** One predictor; its inverse link is the value, or the probability of class 1. */
export interface SingleOutcome {
  readonly kind: 'value' | 'binomial';
  readonly link: Link;
  readonly linkParameter: number;
  readonly threshold: number;
}

/** What the linear predictors become. */
export type GlmOutcome =
  | SingleOutcome
  /** A predictor per class; softmax. */
  | { readonly kind: 'multinomial' }
  /** A predictor per class but the last; differences of logistic distribution functions. */
  | { readonly kind: 'ordinal' };

export interface GlmData {
  readonly width: number;
  readonly cats: number;
  readonly nums: number;
  readonly catOffsets: Int32Array;
  readonly useAllFactorLevels: boolean;
  /** Values for NA: modes of the categorical columns, means of the numeric ones. Undefined: NA is not imputed. */
  readonly imputation: Float64Array | undefined;
  /** Coefficients of each predictor: categoricals, numerics, intercept. */
  readonly predictors: readonly Float64Array[];
  readonly outcome: GlmOutcome;
  readonly nClasses: number;
  readonly predsSize: number;
  readonly outputNames: readonly string[] | undefined;
}

const BINOMIAL_FAMILIES = ['binomial', 'fractionalbinomial', 'quasibinomial'];

/** The keys of GlmMojoReader. */
export function readGlm(info: ModelInfo): GlmData {
  const cats = info.int('cats', 0);
  const nums = info.int('nums', 0);
  const catOffsets = info.ints('cat_offsets', new Int32Array(1));
  checkColumns(info, cats, nums, catOffsets);

  const family = info.string('family');
  const outcome = readOutcome(info, family);
  const classifier = isClassifier(info.category);
  const responseHasDomain = (info.domains[info.columns.length - 1] ?? null) !== null;
  return {
    width: info.nFeatures,
    cats,
    nums,
    catOffsets,
    useAllFactorLevels: info.boolean('use_all_factor_levels', false),
    imputation: info.boolean('mean_imputation', false)
      ? readImputation(info, cats, nums)
      : undefined,
    predictors: readPredictors(info, outcome, catOffsets[cats] + nums + 1),
    outcome,
    nClasses: info.nClasses,
    predsSize: classifier ? info.nClasses + 1 : 1,
    // GlmMojoModelBase.getOutputNames: a response without levels has the classes 0 and 1.
    outputNames: info.nClasses === 2 && !responseHasDomain ? ['predict', '0', '1'] : undefined,
  };
}

function checkColumns(info: ModelInfo, cats: number, nums: number, catOffsets: Int32Array): void {
  const ascending = catOffsets.every((offset, i) => offset >= (i === 0 ? 0 : catOffsets[i - 1]));
  if (cats < 0 || nums < 0 || cats + nums !== info.nFeatures) {
    throw new MojoFormatError(
      `model.ini: cats = ${cats} and nums = ${nums}, but there are ${info.nFeatures} features`,
      { file: 'model.ini', key: 'cats', value: String(cats) },
    );
  }
  if (catOffsets.length !== cats + 1 || !ascending) {
    throw new MojoFormatError(`model.ini: cat_offsets: expected ${cats + 1} ascending offsets`, {
      file: 'model.ini',
      key: 'cat_offsets',
      value: `[${catOffsets.join(', ')}]`,
    });
  }
}

function readImputation(info: ModelInfo, cats: number, nums: number): Float64Array {
  const values = new Float64Array(cats + nums);
  if (cats > 0) values.set(info.ints('cat_modes', { length: cats }));
  if (nums > 0) values.set(info.numbers('num_means', { length: nums }), cats);
  return values;
}

/** `beta` holds the coefficients of one predictor, or of all classes one after another. */
function readPredictors(info: ModelInfo, outcome: GlmOutcome, size: number): Float64Array[] {
  const single = outcome.kind === 'value' || outcome.kind === 'binomial';
  const stored = single ? 1 : info.nClasses;
  const beta = info.numbers('beta', { length: size * stored });
  const used = outcome.kind === 'ordinal' ? stored - 1 : stored;
  return Array.from({ length: used }, (_, c) => beta.slice(c * size, (c + 1) * size));
}

function readOutcome(info: ModelInfo, family: string): GlmOutcome {
  if (family === 'multinomial') return { kind: 'multinomial' };
  if (family === 'ordinal') return { kind: 'ordinal' };
  const { link, linkParameter } = inverseLink(info, info.string('link'));
  const kind = BINOMIAL_FAMILIES.includes(family) ? 'binomial' : 'value';
  if ((kind === 'binomial') !== isClassifier(info.category)) {
    throw new UnsupportedMojoError(
      `a GLM of family ${family} and category ${info.category} has no defined answers`,
      { algorithm: info.algorithm },
    );
  }
  return { kind, link, linkParameter, threshold: info.defaultThreshold };
}
