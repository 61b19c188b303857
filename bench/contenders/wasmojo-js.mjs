// model.predict of a Frame, one thread.
import { setupFrames } from '../wasmojo-frames.mjs';

export { version } from '../wasmojo-frames.mjs';
export const name = 'wasmojo js';
export const baselineRank = 2;
export const setup = setupFrames('js');
