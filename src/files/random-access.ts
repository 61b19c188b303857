import { open } from 'node:fs/promises';
import { fileError, orFileError } from './file-error.js';
import type { RandomAccess } from '../frame/parquet/index.js';

/** A file on disk, of which pieces can be read; it stays open until `close`. Throws FileError. */
export async function openRandomAccess(path: string): Promise<Required<RandomAccess>> {
  const file = await orFileError(path, () => open(path));
  try {
    const { size } = await file.stat();
    return {
      byteLength: size,
      slice: (start, end) =>
        orFileError(path, async () => {
          const bytes = new Uint8Array(end - start);
          let length = 0;
          while (length < bytes.length) {
            const { bytesRead } = await file.read(
              bytes,
              length,
              bytes.length - length,
              start + length,
            );
            if (bytesRead === 0) break;
            length += bytesRead;
          }
          // A file that became shorter meanwhile.
          return length === bytes.length ? bytes.buffer : bytes.buffer.slice(0, length);
        }),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw fileError(path, error);
  }
}
