// Networks on rows of a matrix of doubles, as score0 takes them; the answer is a matrix.
import { wasmojoFrames } from '../node/contender.mjs';

export default wasmojoFrames('wasmojo native, matrix', 'native', {
  matrix: 'float64',
  suits: ({ kind, threads }) => kind === 'network' && !threads,
});
