// LightGBM's own predictor (C++), one thread, on the same trees.
import { pythonForest } from '../python/contender.mjs';

export default pythonForest('LightGBM', {
  module: 'lightgbm',
  peer: 'lightgbm_peer',
  packages: 'lightgbm',
  maxNodes: 200_000,
});
