// Cells that one thread fills and the kernels of another read where they are.
import { ArgumentError } from '../errors.js';
import type { KernelImage, SharedCells } from './kernels.js';
import { Arena } from './wasm/arena.js';
import { SharedHeap } from './wasm/heap.js';

/** Cells with the memory in which the thread that fills them sees them. */
export interface AllocatedCells {
  readonly cells: SharedCells;
  readonly buffer: ArrayBufferLike;
}

/**
 * So many bytes for blocks of kernels that are made of the image (attachKernels). WebAssembly's are never given back.
 * @throws RangeError or LimitError when the system grants no memory.
 */
export function allocateCells(image: KernelImage, bytes: number): AllocatedCells {
  if (image.backend === 'wasm') {
    const arena = new Arena(image.memory, new SharedHeap(image.lines));
    const byteOffset = arena.allocate(bytes);
    return { cells: { memory: undefined, byteOffset }, buffer: arena.buffer };
  }
  const memory = new SharedArrayBuffer(bytes);
  return { cells: { memory, byteOffset: 0 }, buffer: memory };
}

/** Throws ArgumentError where so many doubles are not there. */
export function sharedDoubles({ memory, byteOffset }: SharedCells, length: number): Float64Array {
  const bytes = length * Float64Array.BYTES_PER_ELEMENT;
  if (memory === undefined || byteOffset > memory.byteLength - bytes) {
    throw new ArgumentError('cells', `${bytes} bytes of shared memory`, memory?.byteLength);
  }
  return new Float64Array(memory, byteOffset, length);
}
