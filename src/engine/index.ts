// Makes the kernels of a model: picks the back end, loads it and wraps it in checks.
import { ArgumentError } from '../errors.js';
import { checked } from './checked.js';
import { createJsKernels } from './js/index.js';
import type { KernelImage, Kernels } from './kernels.js';
import { nativeKernels } from './native-source.js';
import { attachWasmKernels, createWasmKernels, createWasmKernelsNow } from './wasm/index.js';
import {
  compileKernels,
  compileSharedKernels,
  supportsSimd,
  type KernelSource,
} from './wasm/module.js';

/**
 * 'auto' is 'native' where the addon is there and faster, else 'wasm', or 'js' where WebAssembly is absent or forbidden; 'wasm' is the SIMD
 * build if it can run.
 */
export type BackendName = 'auto' | 'native' | 'wasm' | 'wasm-scalar' | 'wasm-simd' | 'js';

const BACKENDS: readonly BackendName[] = [
  'auto',
  'native',
  'wasm',
  'wasm-scalar',
  'wasm-simd',
  'js',
];

export interface KernelOptions extends KernelSource {
  /** [auto] */
  readonly backend?: BackendName | undefined;
}

/**
 * Kernels with memory of their own, for one model. Compiling happens once per process, so that further calls cost
 * well under a millisecond.
 * @throws ArgumentError for an unknown back end or foreign kernels; what WebAssembly throws when it was asked for
 * by name and cannot run; ArgumentError, too, when native kernels were asked for by name and are not there.
 */
export async function createKernels(options: KernelOptions = {}): Promise<Kernels> {
  const { backend = 'auto' } = options;
  if (!BACKENDS.includes(backend)) {
    throw new ArgumentError('backend', `one of ${BACKENDS.join(', ')}`, backend);
  }
  if (backend === 'js') return checked(createJsKernels());
  const given = options.wasmBinary !== undefined || options.wasmUrl !== undefined;
  if (backend === 'native' || (backend === 'auto' && !given)) {
    const native = nativeKernels(backend === 'native');
    if (native !== undefined) return checked(native);
    if (backend === 'native') throw missingNative();
  }
  if (backend !== 'auto' || given) return checked(await wasmKernels(backend, options));
  try {
    return checked(await wasmKernels(backend, options));
  } catch {
    return checked(createJsKernels());
  }
}

/**
 * Kernels without waiting, for single rows: of plain code without the checks, which would take as long as the work (arrays of JavaScript
 * have bounds of their own), or the embedded ones of WebAssembly. Undefined where WebAssembly is absent or forbidden, or not allowed
 * without waiting, as in a browser's main thread.
 */
export function kernelsNow(backend: 'js' | 'wasm'): Kernels | undefined {
  if (backend === 'js') return createJsKernels();
  try {
    return checked(createWasmKernelsNow());
  } catch {
    return undefined;
  }
}

async function wasmKernels(backend: BackendName, source: KernelSource): Promise<Kernels> {
  const simd = backend === 'wasm-simd' || (backend !== 'wasm-scalar' && supportsSimd());
  const variant = simd ? 'simd' : 'scalar';
  return createWasmKernels({
    module: await compileKernels(variant, source),
    shared: () => compileSharedKernels(variant, source),
  });
}

/**
 * Kernels of the kind that an image came from, in another thread. A model that is loaded into them as it was when the image was made
 * shares what is the same. Throws as createKernels, for native kernels where they are not there.
 */
export async function attachKernels(image: KernelImage): Promise<Kernels> {
  if (image.backend !== 'wasm') return createKernels(image);
  return checked(await attachWasmKernels(image.module, image));
}

function missingNative(): ArgumentError {
  const advice = 'in a clone of wasmojo, npm run build:native builds them';
  return new ArgumentError(
    'backend',
    `one that is here (native kernels are not: ${advice})`,
    'native',
  );
}
