import type { Arena } from '../../engine/wasm/arena.js';
import type { LevelKind, Levels, Picture } from '../kernels.js';

/** Memory that is used again and grows by doubling, so that what is left behind is never more than what is in use. */
export class Room {
  readonly #arena: Arena;
  #bytes = 0;
  #address = 0;

  constructor(arena: Arena) {
    this.#arena = arena;
  }

  /** Address of at least `bytes` bytes; contents are kept while that was enough before. May detach views. */
  of(bytes: number): number {
    if (bytes > this.#bytes) {
      this.#bytes = Math.max(bytes, 2 * this.#bytes);
      this.#address = this.#arena.allocate(this.#bytes);
    }
    return this.#address;
  }
}

/** A picture in the kernels' memory. */
export class WasmPicture implements Picture {
  width = 0;
  height = 0;
  channels = 0;
  address = 0;
  readonly kind: LevelKind;
  /** Bytes of a value. */
  readonly valueBytes: 1 | 8;
  readonly #arena: Arena;
  readonly #room: Room;
  #view: Levels = new Float64Array(0);

  constructor(arena: Arena, kind: LevelKind) {
    this.kind = kind;
    this.valueBytes = kind === 'bytes' ? 1 : 8;
    this.#arena = arena;
    this.#room = new Room(arena);
  }

  get size(): number {
    return this.width * this.height * this.channels;
  }

  get data(): Levels {
    const { buffer } = this.#arena;
    const { size, address } = this;
    if (
      this.#view.buffer !== buffer ||
      this.#view.length !== size ||
      this.#view.byteOffset !== address
    ) {
      this.#view =
        this.kind === 'bytes'
          ? new Uint8Array(buffer, address, size)
          : new Float64Array(buffer, address, size);
    }
    return this.#view;
  }

  resize(width: number, height: number, channels: number): void {
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.address = this.#room.of(this.size * this.valueBytes);
  }

  /** Lets it show values elsewhere in the memory, until its size is set again. */
  show(address: number): void {
    this.address = address;
  }
}

/** A picture that this back end made; another is a mistake in the program. */
export function asWasmPicture(picture: Picture): WasmPicture {
  if (!(picture instanceof WasmPicture)) throw new TypeError('a picture of another back end');
  return picture;
}

/** As `asWasmPicture`, for kernels that take doubles only. */
export function ofDoubles(picture: Picture): WasmPicture {
  if (picture.kind !== 'doubles') throw new TypeError('a picture of bytes');
  return asWasmPicture(picture);
}
