// Treelite's interpreter of trees (C++), one thread.
import { pythonForest } from '../python/contender.mjs';

export default pythonForest('Treelite GTIL', {
  module: 'treelite',
  peer: 'gtil_peer',
  packages: 'treelite',
});
