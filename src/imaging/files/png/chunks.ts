// The chunks of a PNG file. Each is
//   0  u32    n, length of its data
//   4  text   four letters: the type; a small first letter: may be skipped
//   8  bytes  n of data
//   8 + n u32 CRC-32 of type and data
import { crc32 } from '../../../crc32.js';
import { joinBytes } from '../byte-reader.js';
import { pngError } from './png-error.js';

export const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** What of a file makes its pixels. */
export interface PngChunks {
  readonly header: Uint8Array;
  readonly palette: Uint8Array | undefined;
  readonly transparency: Uint8Array | undefined;
  /** The pieces of one zlib stream. */
  readonly pixels: readonly Uint8Array[];
}

/** Throws InputFormatError for damaged chunks, checksums included, and for chunks that must not be skipped and are unknown. */
export function readChunks(bytes: Uint8Array, file: string | undefined): PngChunks {
  if (!SIGNATURE.every((byte, i) => bytes[i] === byte)) {
    throw pngError('its first bytes are not those of a PNG file', file);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const single = new Map<string, Uint8Array>();
  const pixels: Uint8Array[] = [];
  for (let at = SIGNATURE.length; ;) {
    if (at + 12 > bytes.length)
      throw pngError(`it ends at byte ${bytes.length}, before its last chunk`, file);
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.length) {
      throw pngError(
        `chunk ${JSON.stringify(type)} at byte ${at} has ${length} bytes, more than the file`,
        file,
      );
    }
    if (crc32(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length)) {
      throw pngError(`chunk ${JSON.stringify(type)} at byte ${at} has a wrong checksum`, file);
    }
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'IDAT') pixels.push(data);
    else if (type === 'IEND') break;
    else if (['IHDR', 'PLTE', 'tRNS'].includes(type)) single.set(type, data);
    else if (/^[A-Z]/.test(type)) throw pngError(`chunk ${JSON.stringify(type)} is unknown`, file);
    at += 12 + length;
  }
  const header = single.get('IHDR');
  if (header?.length !== 13) throw pngError('it has no header of 13 bytes', file);
  return { header, palette: single.get('PLTE'), transparency: single.get('tRNS'), pixels };
}

/** A chunk as bytes. */
export function writeChunk(type: 'IHDR' | 'IDAT' | 'IEND', data: Uint8Array): Uint8Array {
  const typed = joinBytes([Uint8Array.from(type, (letter) => letter.charCodeAt(0)), data]);
  return joinBytes([bigEndian32(data.length), typed, bigEndian32(crc32(typed))]);
}

function bigEndian32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
