import type { default as JSZip, JSZipObject, JSZipStreamHelper } from 'jszip';
import { MojoFormatError } from '../errors.js';
import { crc32 } from './crc32.js';
import type { ZipEntry } from './zip-directory.js';

// jszip unpacks; it neither limits nor checks what comes out, so that is done here.

/** There since jszip 3.0, missing in its declarations. */
interface StreamingEntry extends JSZipObject {
  internalStream(type: 'uint8array'): JSZipStreamHelper<Uint8Array>;
}

/** A zip that was opened. */
export interface OpenZip {
  /**
   * The bytes of an entry; throws MojoFormatError unless they have the declared size and checksum.
   */
  inflate(entry: ZipEntry): Promise<Uint8Array>;
}

/**
 * Opens a zip whose directory was checked (readZipDirectory). Loads jszip when it is first needed:
 * 40 ms.
 */
export async function openWithJszip(bytes: Uint8Array, source: string): Promise<OpenZip> {
  const { default: JSZip } = await import('jszip');
  let zip: JSZip;
  try {
    zip = await JSZip.loadAsync(bytes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MojoFormatError(`${source}: the zip file cannot be read: ${reason}`, {
      file: source,
      cause,
    });
  }
  return { inflate: async (entry) => checked(entry, source, await inflate(zip, entry, source)) };
}

function inflate(zip: JSZip, entry: ZipEntry, source: string): Promise<Uint8Array> {
  const found = zip.file(entry.name);
  if (found === null) throw failure(entry, source, 'jszip does not find it');
  if (!isStreaming(found))
    throw new TypeError('this version of jszip has no internalStream; 3.10 has');
  return new Promise((resolve, reject) => {
    const out = new Uint8Array(entry.unpackedBytes);
    let size = 0;
    let stopped = false;
    const stream = found.internalStream('uint8array');
    stream
      .on('data', (part) => {
        // pause() acts only after the current 16 KiB of input, which may still unpack to 16 MB.
        if (stopped) return;
        if (size + part.length > out.length) {
          stopped = true;
          stream.pause();
          reject(failure(entry, source, `unpacks to more than the declared ${out.length} bytes`));
          return;
        }
        out.set(part, size);
        size += part.length;
      })
      .on('error', (cause) => {
        reject(failure(entry, source, `cannot be unpacked: ${cause.message}`, cause));
      })
      .on('end', () => {
        resolve(out.subarray(0, size));
      })
      .resume();
  });
}

function checked(entry: ZipEntry, source: string, bytes: Uint8Array): Uint8Array {
  if (bytes.length !== entry.unpackedBytes) {
    throw failure(
      entry,
      source,
      `unpacks to ${bytes.length} bytes, declared are ${entry.unpackedBytes}`,
    );
  }
  if (crc32(bytes) !== entry.crc32)
    throw failure(entry, source, 'is damaged: its checksum does not agree');
  return bytes;
}

function isStreaming(entry: JSZipObject): entry is StreamingEntry {
  return 'internalStream' in entry && typeof entry.internalStream === 'function';
}

function failure(entry: ZipEntry, source: string, what: string, cause?: unknown): MojoFormatError {
  return new MojoFormatError(`${source}: ${entry.name} ${what}`, { file: entry.name, cause });
}
