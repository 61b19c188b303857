// Networks on rows of a matrix of doubles, as score0 takes them; the answer is a matrix.
import { wasmojoFrames } from '../node/contender.mjs';

export default wasmojoFrames('wasmojo wasm-simd, matrix', 'wasm-simd', {
  matrix: 'float64',
  suits: ({ kind, threads }) => kind === 'network' && !threads,
});
