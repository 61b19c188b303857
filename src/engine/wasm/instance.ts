// One instance and one memory per model, so that dropping the model frees its memory; for threads an instance each on one memory.
import { LAYOUT_VERSION } from '../../../assembly/layout.js';
import { ArgumentError, LimitError } from '../../errors.js';
import { Arena } from './arena.js';
import { OwnHeap, SharedHeap } from './heap.js';
import type { KernelExports } from './kernel-bytes.js';
import { PlacedData, type SharedImage } from './shared-image.js';

/** What the binaries declare (`initialMemory` in asconfig.json). */
const INITIAL_PAGES = 1;

export interface Instance {
  readonly arena: Arena;
  readonly kernels: KernelExports;
}

/**
 * `image`: instead of a memory of its own the instance gets that of an image, for which the module must be a shared one.
 * @throws ArgumentError when the module is no kernel binary of this version; LimitError without memory.
 */
export async function instantiate(
  module: WebAssembly.Module,
  image?: SharedImage,
): Promise<Instance> {
  const memory = image?.memory ?? createMemory();
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  return withKernels(instance, memory, image);
}

/** An instance with memory of its own without waiting, which browsers allow for small modules only. */
export function instantiateNow(module: WebAssembly.Module): Instance {
  const memory = createMemory();
  return withKernels(new WebAssembly.Instance(module, { env: { memory } }), memory);
}

function withKernels(
  { exports }: WebAssembly.Instance,
  memory: WebAssembly.Memory,
  image?: SharedImage,
): Instance {
  if (!isKernels(exports)) {
    throw new ArgumentError(
      'wasmBinary or wasmUrl',
      `kernels of this version of wasmojo (layout ${LAYOUT_VERSION})`,
      'another WebAssembly module',
    );
  }
  const arena = image
    ? new Arena(memory, new SharedHeap(image.lines), new PlacedData(image))
    : new Arena(memory, new OwnHeap(exports.heapBase()));
  return { arena, kernels: exports };
}

function createMemory(): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: INITIAL_PAGES });
  } catch {
    throw new LimitError('memory of the kernels', 'memories that the system grants', 0, 1);
  }
}

/** The names behind the version were made together with it. */
function isKernels(exports: unknown): exports is KernelExports {
  const { layoutVersion } = exports as Partial<KernelExports>;
  return layoutVersion?.value === LAYOUT_VERSION;
}
