// From the sums of a forest to the answers of score0, for contenders that give sums only.
import { readIni } from './ini.mjs';

/** Of a binomial model: a function from the sum of all leaves to the probability of class 1, in float64. */
export async function sumToProbability(mojo) {
  const ini = await readIni(mojo);
  if (ini.category !== 'Binomial') throw new Error('only binomial forests are converted');
  const logit = (x) => 1 / (1 + Math.exp(-x));
  switch (ini.algo) {
    case 'gbm': {
      const start = Number(ini.init_f);
      return (sum) => logit(sum + start);
    }
    case 'drf': {
      // One tree a group, which votes for class 0.
      const trees = Number(ini.n_trees);
      return (sum) => 1 - sum / trees;
    }
    case 'xgboost':
      // H2O's base score is 0.5, whose logit is 0; the agreement of answers would tell another one.
      return logit;
    default:
      throw new Error(`forests of ${ini.algo} are not converted`);
  }
}
