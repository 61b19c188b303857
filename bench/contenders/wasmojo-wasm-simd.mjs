// model.predict of a Frame and its like, one thread.
import { wasmojoFrames } from '../node/contender.mjs';

export default wasmojoFrames('wasmojo wasm-simd', 'wasm-simd', {
  baselineRank: 3,
  suits: () => true,
});
