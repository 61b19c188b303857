// Image kernels on a memory of their own. Binaries are small, so they are compiled where they are first asked for, without waiting.
import { ArgumentError, LimitError } from '../../errors.js';
import { Arena } from '../../engine/wasm/arena.js';
import { OwnHeap } from '../../engine/wasm/heap.js';
import { fromBase64 } from '../../wasm/base64.js';
import { SCALAR_BASE64, SIMD_BASE64, type ImageKernelExports } from './kernel-bytes.js';

export interface ImageInstance {
  readonly arena: Arena;
  readonly kernels: ImageKernelExports;
}

export type ImageVariant = 'scalar' | 'simd';

/** Bytes of both variants, where they have been decoded. */
const decoded = new Map<ImageVariant, Uint8Array<ArrayBuffer>>();

/** Whether this engine has WebAssembly, and SIMD for that variant. */
export function canRun(variant: ImageVariant): boolean {
  return typeof WebAssembly !== 'undefined' && WebAssembly.validate(bytesOf(variant));
}

/** @throws ArgumentError where the variant cannot run, LimitError without memory. */
export function instantiateImages(variant: ImageVariant): ImageInstance {
  if (!canRun(variant)) {
    throw new ArgumentError('backend', 'one that this engine can run', `wasm-${variant}`);
  }
  const memory = createMemory();
  const module = new WebAssembly.Module(bytesOf(variant));
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernels = exports as ImageKernelExports;
  return { arena: new Arena(memory, new OwnHeap(kernels.heapBase())), kernels };
}

function createMemory(): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: 1 });
  } catch {
    throw new LimitError('memory of the kernels', 'memories that the system grants', 0, 1);
  }
}

function bytesOf(variant: ImageVariant): Uint8Array<ArrayBuffer> {
  const known = decoded.get(variant);
  if (known !== undefined) return known;
  const bytes = fromBase64(variant === 'simd' ? SIMD_BASE64 : SCALAR_BASE64);
  decoded.set(variant, bytes);
  return bytes;
}
