// model.predict of a Frame, one thread.
import { setupFrames } from '../wasmojo-frames.mjs';

export { version } from '../wasmojo-frames.mjs';
export const name = 'wasmojo wasm-simd';
export const setup = setupFrames('wasm-simd');
