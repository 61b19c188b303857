import { MojoFormatError } from '../errors.js';
import type { Archive } from './archive.js';
import { ByteCursor } from './byte-cursor.js';

/**
 * A file that holds an int32 count and that many doubles (ModelMojoReader.readblobDoubles), big
 * endian whatever the byte order of the model. Throws MojoFormatError when the count and the size
 * of the file do not agree.
 */
export function readDoubles(archive: Archive, path: string): Float64Array {
  const cursor = new ByteCursor(archive.bytes(path), archive.fullPath(path), false);
  const count = cursor.i32();
  if (count < 0 || count * 8 !== cursor.remaining) {
    throw new MojoFormatError(
      `${cursor.file}: expected ${count} doubles, got ${cursor.remaining} bytes (${cursor.remaining / 8} doubles)`,
      { file: cursor.file, offset: 0, value: String(count) },
    );
  }
  const doubles = new Float64Array(count);
  for (let i = 0; i < count; i++) doubles[i] = cursor.f64();
  return doubles;
}
