import type { BackendName } from '../../src/node.js';

/** Every back end, by the names that `loadMojo` takes. */
export const BACKENDS: readonly BackendName[] = ['js', 'wasm-scalar', 'wasm-simd'];
