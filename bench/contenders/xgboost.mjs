// XGBoost's own predictor (C++), one thread, on the same trees.
import { pythonForest } from '../python/contender.mjs';

export default pythonForest('XGBoost', {
  module: 'xgboost',
  peer: 'xgboost_peer',
  packages: 'xgboost',
});
