import { MojoFormatError } from '../errors.js';

// Binary files of a MOJO: trees, vectors, thresholds. Every read is checked, so that a damaged file
// ends in an error that names file and offset, whatever its bytes are.

/**
 * A position in the bytes of one file. Reads move it forward; a read past the end throws
 * MojoFormatError.
 */
export class ByteCursor {
  /** Name of the file, for messages. */
  readonly file: string;
  /** Bytes in the file. */
  readonly length: number;
  readonly #bytes: Uint8Array;
  /** The bytes, for loops that look at the bounds themselves. */
  readonly view: DataView;
  /** The order within u16, i32, f32 and f64. */
  readonly littleEndian: boolean;
  #position = 0;

  /** The bytes are not copied. */
  constructor(bytes: Uint8Array, file: string, littleEndian: boolean) {
    this.file = file;
    this.length = bytes.length;
    this.#bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.littleEndian = littleEndian;
  }

  /** Bytes read or skipped so far. */
  get position(): number {
    return this.#position;
  }

  /** Bytes up to the end. */
  get remaining(): number {
    return this.length - this.#position;
  }

  u8(): number {
    return this.#bytes[this.#advance(1)];
  }

  u16(): number {
    return this.view.getUint16(this.#advance(2), this.littleEndian);
  }

  /**
   * Three bytes, the least significant first whatever the byte order of the file
   * (ByteBufferWrapper.get3).
   */
  u24(): number {
    const at = this.#advance(3);
    return this.#bytes[at] | (this.#bytes[at + 1] << 8) | (this.#bytes[at + 2] << 16);
  }

  i32(): number {
    return this.view.getInt32(this.#advance(4), this.littleEndian);
  }

  f32(): number {
    return this.view.getFloat32(this.#advance(4), this.littleEndian);
  }

  f64(): number {
    return this.view.getFloat64(this.#advance(8), this.littleEndian);
  }

  /** As `seek` and `f32`; does not move. */
  f32At(offset: number): number {
    if (offset + 4 <= this.length) return this.view.getFloat32(offset, this.littleEndian);
    this.seek(offset);
    return this.f32();
  }

  /** The next `count` bytes; a view, not a copy. */
  take(count: number): Uint8Array {
    const at = this.#advance(count);
    return this.#bytes.subarray(at, at + count);
  }

  /** Leaves out `count` bytes. */
  skip(count: number): void {
    this.#advance(count);
  }

  /** Goes to an offset from the start of the file; the end itself is allowed. */
  seek(offset: number): void {
    if (!(Number.isInteger(offset) && offset >= 0 && offset <= this.length)) {
      throw this.#error(`offset ${offset} is outside the file of ${this.length} bytes`, offset);
    }
    this.#position = offset;
  }

  #advance(count: number): number {
    const at = this.#position;
    if (!(count >= 0 && count <= this.length - at)) {
      throw count >= 0
        ? this.#error(
            `truncated: need ${count} bytes at offset ${at}, have ${this.length - at}`,
            at,
          )
        : this.#error(`damaged: a length of ${count} bytes at offset ${at}`, at);
    }
    this.#position = at + count;
    return at;
  }

  #error(what: string, offset: number): MojoFormatError {
    return new MojoFormatError(`${this.file}: ${what}`, { file: this.file, offset });
  }
}
