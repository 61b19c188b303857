// Networks with `precision: 'fast'` on rows of a matrix of floats, as onnxruntime takes them; the answer is a matrix.
import { wasmojoFrames } from '../node/contender.mjs';

export default wasmojoFrames('wasmojo native, fast, matrix', 'native', {
  options: { precision: 'fast' },
  close: true,
  matrix: 'float32',
  suits: ({ kind, threads }) => kind === 'network' && !threads,
});
