// As wasmojo wasm-simd, with two threads.
import { wasmojoFrames } from '../node/contender.mjs';

export default wasmojoFrames('wasmojo wasm-simd, 2 threads', 'wasm-simd', {
  options: { threads: 2 },
  suits: ({ threads }) => threads === true,
});
