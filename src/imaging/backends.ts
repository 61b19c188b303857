import { ArgumentError } from '../errors.js';
import { jsKernels } from './js/index.js';
import type { ImageKernels } from './kernels.js';
import { createWasmImageKernels } from './wasm/index.js';
import { canRun } from './wasm/instance.js';

/** Where operations run; all give the same bits. `auto` and `wasm` take SIMD where the engine has it. */
export type ImageBackend = 'auto' | 'wasm' | 'wasm-simd' | 'wasm-scalar' | 'js';

/**
 * Kernels with a memory of their own, freed with them. Cost: WebAssembly compiles in about a millisecond.
 * @throws ArgumentError for an unknown name, and for one that this engine cannot run.
 */
export function createImageKernels(backend: ImageBackend = 'auto'): ImageKernels {
  switch (backend) {
    case 'auto':
      return typeof WebAssembly === 'undefined' ? jsKernels : createImageKernels('wasm');
    case 'wasm':
      return createWasmImageKernels(canRun('simd') ? 'simd' : 'scalar');
    case 'wasm-simd':
      return createWasmImageKernels('simd');
    case 'wasm-scalar':
      return createWasmImageKernels('scalar');
    case 'js':
      return jsKernels;
    default:
      throw new ArgumentError('backend', 'auto, wasm, wasm-simd, wasm-scalar or js', backend);
  }
}
