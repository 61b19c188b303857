import * as zlib from 'node:zlib';
import { crc32 } from '../crc32.js';
import { moreThan } from './unpack.js';

/** The least that zlib takes. */
const MIN_CHUNK_BYTES = 64;

/** CRC-32 by Node's zlib, which has it from 20.15 on, else by our own code. */
export const nodeCrc32: (bytes: Uint8Array) => number =
  'crc32' in zlib ? (bytes) => zlib.crc32(bytes) : (bytes) => crc32(bytes);

/**
 * Unpacks raw deflate data (RFC 1951) to at most `size` bytes, by Node's zlib: several times as fast as jszip. Throws an Error with the
 * reason when the data are damaged or unpack to more.
 */
export function nodeInflate(packed: Uint8Array, size: number): Uint8Array {
  try {
    // One chunk holds all that may come out, and one byte more by which zlib notices that it is all.
    const { buffer, byteOffset, byteLength } = zlib.inflateRawSync(packed, {
      chunkSize: Math.max(MIN_CHUNK_BYTES, size + 1),
      maxOutputLength: Math.max(1, size),
    });
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (cause) {
    if (cause instanceof RangeError) throw new Error(moreThan(size), { cause });
    throw cause;
  }
}
