import type { ForestTable } from '../../engine/forest-table.js';
import type { Link } from '../../engine/kernels.js';
import { isClassifier } from '../../mojo/model-category.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { DISTRIBUTIONS, type Distribution } from '../distribution.js';
import { readLabelRule, type LabelRule } from '../labels.js';
import type { TreeData } from '../tree/read.js';

export interface GbmData {
  readonly forest: ForestTable;
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

/** The keys of GbmMojoReader. */
export function readGbm(info: ModelInfo, { forest }: TreeData): GbmData {
  const distribution = info.oneOf('distribution', DISTRIBUTIONS);
  const link = info.oneOf(
    'link_function',
    Object.keys(LINKS) as (keyof typeof LINKS)[],
    defaultLink(distribution),
  );
  const classifier = isClassifier(info.category);
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
