// Yggdrasil Decision Forests (C++), one thread, on the same trees.
import { pythonForest } from '../python/contender.mjs';

export default pythonForest('YDF', {
  module: 'ydf',
  peer: 'ydf_peer',
  packages: 'ydf',
  maxNodes: 60_000,
});
