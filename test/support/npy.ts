import { readFileSync } from 'node:fs';

export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** A file of numpy, version 1.0, with little-endian doubles in C order; a vector has one column. */
export function readNpy(path: string): Matrix {
  const bytes = readFileSync(path);
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, start);
  if (!header.includes("'<f8'") || !header.includes("'fortran_order': False")) {
    throw new Error(`${path}: ${header}`);
  }
  const [rows = 0, columns = 1] = (/\(([^)]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .filter((size) => size.trim() !== '')
    .map(Number);
  const values = new Float64Array(
    bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length),
  );
  return { rows, columns, values };
}
