import { loadAddon } from '../../src/engine/native/load-addon.js';
import type { BackendName } from '../../src/node.js';

/** The native kernels where they are built, as CI builds them: there, that they are absent is a failure. */
export const NATIVE_ADDON = loadAddon();
if (process.env.CI === 'true' && NATIVE_ADDON === undefined) {
  throw new Error('native kernels are not built, or of another version: npm run build:native');
}

/** Every back end that is here, by the names that `loadMojo` takes. */
export const BACKENDS: readonly BackendName[] = (
  ['js', 'wasm-scalar', 'wasm-simd', ...(NATIVE_ADDON ? (['native'] as const) : [])] as const
).filter((name) => (process.env.WASMOJO_BACKENDS ?? name).split(',').includes(name));
