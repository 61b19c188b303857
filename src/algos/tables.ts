// Tables of numbers in binary files, one after another, big endian whatever the byte order of the model
// (GamMojoReader.read3DArray, ModelMojoReader.readRectangularDoubleArray). How large they are stands in model.ini.
import { MojoFormatError } from '../errors.js';
import type { Archive } from '../mojo/archive.js';
import { ByteCursor } from '../mojo/byte-cursor.js';

/** Rows of one length. */
export type Table = readonly Float64Array[];

/**
 * As many tables as `rows` has counts, table t of rows[t] rows and columns[t] columns. Bytes may be left over. Rows without cells
 * take no bytes: whoever asks for them has bounded their number.
 */
export function readTables(
  archive: Archive,
  path: string,
  rows: ArrayLike<number>,
  columns: ArrayLike<number>,
): Table[] {
  return read(archive, path, rows, columns, 8, (cursor) => cursor.f64());
}

/** The same of whole numbers of 32 bits. */
export function readIntTables(
  archive: Archive,
  path: string,
  rows: ArrayLike<number>,
  columns: ArrayLike<number>,
): Table[] {
  return read(archive, path, rows, columns, 4, (cursor) => cursor.i32());
}

function read(
  archive: Archive,
  path: string,
  rows: ArrayLike<number>,
  columns: ArrayLike<number>,
  cellBytes: number,
  next: (cursor: ByteCursor) => number,
): Table[] {
  const cursor = new ByteCursor(archive.bytes(path), archive.fullPath(path), false);
  return Array.from(rows, (rowCount, t) => {
    const width = columns[t];
    const isThere = rowCount * width * cellBytes <= cursor.remaining;
    if (!(rowCount >= 0 && width >= 0 && isThere)) {
      throw new MojoFormatError(
        `${cursor.file}: expected ${rowCount} x ${width} numbers at offset ${cursor.position}, have ${cursor.remaining} bytes`,
        { file: cursor.file, offset: cursor.position },
      );
    }
    return Array.from({ length: rowCount }, () =>
      Float64Array.from({ length: width }, () => next(cursor)),
    );
  });
}
