// The raw loop of h2o-genmodel on one thread: score0 (or calculateContributions) over rows that are double[] already.
import { genmodel } from '../java/contender.mjs';

export default genmodel('h2o-genmodel score0', 'raw', {
  baselineRank: 1,
  suits: ({ operation, threads }) =>
    !threads && (operation === 'predict' || operation === 'contributions'),
});
