import type { default as JSZip, JSZipObject, JSZipStreamHelper } from 'jszip';
import { MojoFormatError } from '../errors.js';
import { checkUnpacked, moreThan, unpackFailure, type Unpack } from './unpack.js';
import type { ZipEntry } from './zip-directory.js';

// Unpacking by jszip, which runs everywhere. It neither limits nor checks what comes out, so that is done here.

/** There since jszip 3.0, missing in its declarations. */
interface StreamingEntry extends JSZipObject {
  internalStream(type: 'uint8array'): JSZipStreamHelper<Uint8Array>;
}

/** All files at once, as a map that holds them. jszip is loaded when it is first needed: some 40 ms. */
export const unpackWithJszip: Unpack = async (bytes, entries, source) => {
  const zip = await open(bytes, source);
  const files = new Map<string, Uint8Array>();
  for (const entry of entries) {
    const found = zip.file(entry.name);
    if (found === null) throw unpackFailure(entry, source, 'is not found by jszip');
    files.set(entry.name, checkUnpacked(entry, await inflate(found, entry, source), source));
  }
  return files;
};

async function open(bytes: Uint8Array, source: string): Promise<JSZip> {
  const { default: JSZip } = await import('jszip');
  try {
    return await JSZip.loadAsync(bytes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MojoFormatError(`${source}: the zip file cannot be read: ${reason}`, {
      file: source,
      cause,
    });
  }
}

function inflate(file: JSZipObject, entry: ZipEntry, source: string): Promise<Uint8Array> {
  if (!isStreaming(file)) {
    throw new TypeError('this version of jszip has no internalStream; 3.10 has');
  }
  return new Promise((resolve, reject) => {
    const out = new Uint8Array(entry.unpackedBytes);
    let size = 0;
    let stopped = false;
    const stream = file.internalStream('uint8array');
    stream
      .on('data', (part) => {
        // pause() acts only after the current 16 KiB of input, which may still unpack to 16 MB.
        if (stopped) return;
        if (size + part.length > out.length) {
          stopped = true;
          stream.pause();
          const reason = `cannot be unpacked: ${moreThan(out.length)}`;
          reject(unpackFailure(entry, source, reason));
          return;
        }
        out.set(part, size);
        size += part.length;
      })
      .on('error', (cause) => {
        // Of too few bytes jszip says that they are a bug; `checkUnpacked` says how many they are.
        if (size < out.length) resolve(out.subarray(0, size));
        else reject(unpackFailure(entry, source, `cannot be unpacked: ${cause.message}`, cause));
      })
      .on('end', () => {
        resolve(out.subarray(0, size));
      })
      .resume();
  });
}

function isStreaming(file: JSZipObject): file is StreamingEntry {
  return 'internalStream' in file && typeof file.internalStream === 'function';
}
