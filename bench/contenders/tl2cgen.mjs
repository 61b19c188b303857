// Trees written as C and compiled; compiling is not counted.
import { pythonForest } from '../python/contender.mjs';

export default pythonForest('tl2cgen', {
  module: 'tl2cgen',
  peer: 'tl2cgen_peer',
  packages: 'treelite tl2cgen',
  maxNodes: 60_000,
});
