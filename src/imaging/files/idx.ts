// The idx format of the MNIST files, both ways. Big-endian throughout:
//   0  u8   0, 0
//   2  u8   type of the values
//   3  u8   number of dimensions
//   4  u32  each dimension; then the values, the last dimension fastest
import { InputFormatError } from '../../errors.js';
import type { ByteReader } from './byte-reader.js';
import type { ImageFileOptions } from './image-file.js';

/** How values of a type are read; those of `doubles` may be fractions. */
export interface IdxType {
  readonly code: number;
  readonly name: string;
  readonly bytes: number;
  readonly get: (view: DataView, at: number) => number;
  readonly fractions?: true;
}

export const U8: IdxType = {
  code: 0x08,
  name: 'u8',
  bytes: 1,
  get: (view, at) => view.getUint8(at),
};
const TYPES: readonly IdxType[] = [
  U8,
  { code: 0x09, name: 'i8', bytes: 1, get: (view, at) => view.getInt8(at) },
  { code: 0x0b, name: 'i16', bytes: 2, get: (view, at) => view.getInt16(at) },
  { code: 0x0c, name: 'i32', bytes: 4, get: (view, at) => view.getInt32(at) },
  { code: 0x0d, name: 'f32', bytes: 4, get: (view, at) => view.getFloat32(at), fractions: true },
  { code: 0x0e, name: 'f64', bytes: 8, get: (view, at) => view.getFloat64(at), fractions: true },
];

export interface IdxHeader {
  readonly type: IdxType;
  readonly sizes: readonly number[];
}

/** Images have four dimensions at most. */
const MAX_DIMENSIONS = 4;

/** Whether these are the first bytes of an idx file. */
export function looksLikeIdx(head: Uint8Array): boolean {
  return (
    head[0] === 0 && head[1] === 0 && head[3] >= 1 && TYPES.some(({ code }) => code === head[2])
  );
}

/** Throws InputFormatError for what is no idx file. */
export async function readIdxHeader(
  reader: ByteReader,
  { file }: ImageFileOptions,
): Promise<IdxHeader> {
  const magic = await reader.read(4);
  const type = TYPES.find(({ code }) => code === magic[2]);
  if (magic.length < 4 || magic[0] !== 0 || magic[1] !== 0 || type === undefined) {
    const found = [...magic].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    throw new InputFormatError(
      `no idx file: expected it to begin with 00 00, a type (08, 09, 0b to 0e) and the number of dimensions, got ${found || 'nothing'}`,
      { file },
    );
  }
  const dimensions = magic[3];
  if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
    throw new InputFormatError(
      `an idx file of ${dimensions} dimensions; labels have 1, images 3 or 4`,
      { file },
    );
  }
  const bytes = await reader.read(4 * dimensions);
  if (bytes.length < 4 * dimensions) {
    throw new InputFormatError('the idx file ends within its header', { file });
  }
  const view = new DataView(bytes.buffer);
  return { type, sizes: Array.from({ length: dimensions }, (_, k) => view.getUint32(4 * k)) };
}

/** The header of a file of bytes, doubles or 32-bit integers. */
export function idxHeader(type: 'u8' | 'i32' | 'f64', sizes: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * sizes.length);
  bytes[2] = TYPES.find(({ name }) => name === type)!.code;
  bytes[3] = sizes.length;
  const view = new DataView(bytes.buffer);
  sizes.forEach((size, k) => view.setUint32(4 + 4 * k, size));
  return bytes;
}
