/** hex.genmodel.utils.DistributionFamily. */
export const DISTRIBUTIONS = [
  'AUTO',
  'bernoulli',
  'quasibinomial',
  'modified_huber',
  'multinomial',
  'ordinal',
  'gaussian',
  'poisson',
  'gamma',
  'tweedie',
  'huber',
  'laplace',
  'quantile',
  'fractionalbinomial',
  'negativebinomial',
  'custom',
] as const;

export type Distribution = (typeof DISTRIBUTIONS)[number];
