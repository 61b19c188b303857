// The buffers of a record batch: where they are, unpacked if need be, as typed arrays.
import { LimitError } from '../../errors.js';
import { Damage } from '../damage.js';
import { optionalPackage } from '../optional-package.js';
import type { FlatTable } from './flat-table.js';
import { unpackLz4Frame } from './lz4-frame.js';

/** Unpacks one buffer into `size` bytes. */
type Unpack = (bytes: Uint8Array, size: number) => Uint8Array;

const ZSTD = 1;
/** A packed buffer begins with its unpacked size (int64); -1 means that it is stored as it is. */
const SIZE_BYTES = 8;

/** What unpacks the buffers of a batch, from its `BodyCompression`. Throws MissingPackageError, Damage. */
export async function unpackerOf(compression: FlatTable | undefined): Promise<Unpack | undefined> {
  if (compression === undefined) return undefined;
  const codec = compression.int8(0, 0);
  if (compression.int8(1, 0) !== 0 || codec < 0 || codec > ZSTD) {
    throw new Damage(`there is no compression ${codec}`);
  }
  if (codec !== ZSTD) return unpackLz4Frame;
  const { decompressZstd } = await optionalPackage(
    'hyparquet-compressors',
    'Arrow data packed with zstd',
    () => import('hyparquet-compressors'),
  );
  return (bytes, size) => decompressZstd(bytes, new Uint8Array(size));
}

/** The buffers of one message, taken by number. */
export class Buffers {
  readonly #body: Uint8Array;
  /** Offset and length of each. */
  readonly #regions: readonly number[];
  readonly #unpack: Unpack | undefined;
  readonly #maxBytes: number;
  #unpacked = 0;

  constructor(
    body: Uint8Array,
    regions: readonly number[],
    unpack: Unpack | undefined,
    maxBytes: number,
  ) {
    this.#body = body;
    this.#regions = regions;
    this.#unpack = unpack;
    this.#maxBytes = maxBytes;
  }

  /** The bytes of buffer `number`, at least `needed`. Throws Damage, LimitError. */
  bytes(number: number, needed = 0): Uint8Array {
    if (2 * number + 1 >= this.#regions.length)
      throw new Damage('a record batch has too few buffers');
    const offset = this.#regions[2 * number];
    const length = this.#regions[2 * number + 1];
    if (offset < 0 || length < 0 || offset + length > this.#body.length) {
      throw new Damage('a buffer is outside of its record batch');
    }
    const bytes = this.#plain(this.#body.subarray(offset, offset + length));
    if (bytes.length < needed) {
      throw new Damage(`a buffer has ${bytes.length} bytes, its rows need ${needed}`);
    }
    return bytes;
  }

  #plain(bytes: Uint8Array): Uint8Array {
    if (this.#unpack === undefined || bytes.length === 0) return bytes;
    const packed = bytes.subarray(SIZE_BYTES);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const size = Number(view.getBigInt64(0, true));
    if (size === -1) return packed;
    if (size < 0) throw new Damage(`a buffer of ${size} bytes`);
    this.#unpacked += size;
    if (this.#unpacked > this.#maxBytes) {
      const what = 'unpacked bytes of a record batch';
      throw new LimitError(what, 'maxBatchBytes', this.#maxBytes, this.#unpacked);
    }
    const plain = this.#unpack(packed, size);
    if (plain.length !== size) throw new Damage(`a buffer has ${plain.length} of ${size} bytes`);
    return plain;
  }
}

interface ArrayType<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
}

/** The first `count` elements of `bytes` as an array of that type: the same memory where its alignment allows, else a copy. */
export function elements<T>(Type: ArrayType<T>, bytes: Uint8Array, count: number): T {
  // Not `slice`, which in Node's Buffer copies nothing.
  const isAligned = bytes.byteOffset % Type.BYTES_PER_ELEMENT === 0;
  const aligned = isAligned ? bytes : new Uint8Array(bytes);
  return new Type(aligned.buffer, aligned.byteOffset, count);
}
