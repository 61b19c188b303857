import type { LevelKind, Levels, Picture, PixelBlock } from '../kernels.js';
import type { ImageInstance } from './instance.js';
import { asWasmPicture } from './picture.js';

/** Values of images in the kernels' memory. */
export class WasmPixelBlock<T extends Levels = Levels> implements PixelBlock<T> {
  readonly address: number;
  readonly #instance: ImageInstance;
  readonly #kind: LevelKind;
  readonly #valueBytes: 1 | 8;
  readonly #length: number;

  /** Of the kind that T says. Throws LimitError without memory. */
  constructor(instance: ImageInstance, kind: LevelKind, length: number) {
    this.#instance = instance;
    this.#kind = kind;
    this.#valueBytes = kind === 'bytes' ? 1 : 8;
    this.#length = length;
    this.address = instance.arena.allocate(length * this.#valueBytes);
  }

  get values(): T {
    const { buffer } = this.#instance.arena;
    const Values = this.#kind === 'bytes' ? Uint8Array : Float64Array;
    return new Values(buffer, this.address, this.#length) as Levels as T;
  }

  load(first: number, to: Picture): void {
    const picture = asWasmPicture(to);
    const at = this.address + first * this.#valueBytes;
    if (picture.kind === this.#kind) picture.show(at);
    else this.#instance.kernels.loadBytes(at, picture.address, picture.size);
  }

  store(from: Picture, first: number): void {
    const { address, size, kind } = asWasmPicture(from);
    const at = this.address + first * this.#valueBytes;
    const { kernels } = this.#instance;
    if (kind === this.#kind) kernels.copy(address, at, size * this.#valueBytes);
    else kernels.storeBytes(address, at, size);
  }
}

/** A block that this back end made; another is a mistake in the program. */
export function asWasmBlock(block: PixelBlock): WasmPixelBlock {
  if (!(block instanceof WasmPixelBlock)) throw new TypeError('a block of another back end');
  return block as WasmPixelBlock;
}
