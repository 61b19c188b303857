import type { Link } from '../../engine/kernels.js';
import { isClassifier } from '../../mojo/model-category.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { DISTRIBUTIONS, type Distribution } from '../distribution.js';
import { readLabelRule, type LabelRule } from '../labels.js';
import type { ForestSource, TreeData } from '../tree/read.js';

export interface GbmData {
  readonly forest: ForestSource;
  readonly distribution: Distribution;
  readonly linkInverse: Link;
  readonly initF: number;
  readonly nClasses: number;
  readonly predsSize: number;
  readonly labels: LabelRule;
  readonly outputNames: readonly string[] | undefined;
}

/** LinkFunctionType. */
const LINKS = {
  identity: 'identity',
  log: 'gbm-log',
  logit: 'gbm-logit',
  ologit: 'gbm-logit',
  ologlog: 'gbm-ologlog',
  oprobit: 'gbm-oprobit',
  inverse: 'gbm-inverse',
  tweedie: 'identity', // GbmMojoModel.linkInv has no case for it and answers with the sum itself
} as const satisfies Record<string, Link>;

/** The distributions that have probabilities of classes, and of how many at least. */
const LEAST_CLASSES: Partial<Record<Distribution, number>> = {
  bernoulli: 2,
  quasibinomial: 2,
  modified_huber: 2,
  multinomial: 1,
};

/** The keys of GbmMojoReader. */
export function readGbm(info: ModelInfo, { forest }: TreeData): GbmData {
  const distribution = info.oneOf('distribution', DISTRIBUTIONS);
  const link = info.oneOf(
    'link_function',
    Object.keys(LINKS) as (keyof typeof LINKS)[],
    defaultLink(distribution),
  );
  const classifier = isClassifier(info.category);
  checkClasses(info, distribution, classifier);
  // A quasibinomial response has no levels: GbmMojoModel.getOutputNames.
  const named = distribution !== 'quasibinomial' || info.domains[info.columns.length - 1] !== null;
  return {
    forest,
    distribution,
    linkInverse: LINKS[link],
    initF: info.number('init_f'),
    nClasses: info.nClasses,
    predsSize: classifier ? info.nClasses + 1 : 1,
    labels: readLabelRule(info),
    outputNames: named ? undefined : ['predict', 'pVal0', 'pVal1'],
  };
}

/**
 * GbmMojoModel.unifyPreds takes probabilities of classes for granted where the distribution has them: without, it fails on every row, or
 * (multinomial) answers 0 whatever the row. Sums of a regression of several classes miss its one number.
 */
function checkClasses(info: ModelInfo, distribution: Distribution, classifier: boolean): void {
  const { category, nClasses } = info;
  const leastClasses = LEAST_CLASSES[distribution];
  if (!classifier && leastClasses !== undefined) {
    throw info.wrong('distribution', `one of numbers, as category = ${category}`);
  }
  if (!classifier && nClasses !== 1) throw info.wrong('n_classes', `1, as category = ${category}`);
  if (leastClasses !== undefined && nClasses < leastClasses) {
    throw info.wrong('n_classes', `${leastClasses} or more, as distribution = ${distribution}`);
  }
}

/** ModelMojoReader.defaultLinkFunction, for MOJOs that do not name the link. */
function defaultLink(distribution: Distribution): keyof typeof LINKS {
  switch (distribution) {
    case 'bernoulli':
    case 'fractionalbinomial':
    case 'quasibinomial':
    case 'modified_huber':
    case 'ordinal':
      return 'logit';
    case 'multinomial':
    case 'poisson':
    case 'gamma':
    case 'tweedie':
      return 'log';
    default:
      return 'identity';
  }
}
