// Where the memory of a record kernel has what.
import {
  ALIGNMENT,
  CELL_BYTES,
  JOB_BYTES,
  WINDOW_MARGIN,
} from '../../../../assembly/csv/layout.js';
import { LevelTable } from './level-table.js';

/** Bytes that are read at once; they and the columns made of them fit the second level cache. */
export const WINDOW_BYTES = 2 ** 18;
/** Bytes of the columns that a run fills, unless one row has more. */
const STAGED_BYTES = 2 ** 18;
/** Room for cells that TypeScript judges, unless one row has more. */
const LISTED_CELLS = 2 ** 13;

/** What becomes of the cells of a field: skipped, judged by TypeScript, numbers, or codes of the levels of a table. */
export type KernelField = 'skip' | 'text' | 'number' | LevelTable;

/** Addresses of all that the kernel reads and writes. */
export interface RecordLayout {
  readonly job: number;
  readonly roles: number;
  readonly naNumbers: number;
  readonly cells: number;
  readonly cellsMax: number;
  /** By field: its column of doubles or codes, if it has one. */
  readonly columns: readonly number[];
  /** By field: its level table, if it has one. */
  readonly tables: readonly number[];
  readonly rowsMax: number;
  readonly window: number;
  readonly end: number;
}

/** The places from `start` on. */
export function layOut(
  start: number,
  fields: readonly KernelField[],
  naNumbers: readonly number[],
): RecordLayout {
  let top = start;
  const place = (bytes: number): number => {
    const address = Math.ceil(top / ALIGNMENT) * ALIGNMENT;
    top = address + bytes;
    return address;
  };
  const cellBytes = fields.map(cellBytesOf);
  const rowBytes = cellBytes.reduce((sum, bytes) => sum + bytes, 0);
  const rowsMax = Math.max(1, Math.floor(STAGED_BYTES / Math.max(1, rowBytes)));
  const cellsMax = Math.max(LISTED_CELLS, fields.length + 1);
  return {
    job: place(JOB_BYTES),
    roles: place(fields.length * 4),
    naNumbers: place(naNumbers.length * 8),
    cells: place(cellsMax * CELL_BYTES),
    cellsMax,
    columns: cellBytes.map((bytes) => (bytes > 0 ? place(bytes * rowsMax) : 0)),
    rowsMax,
    tables: fields.map((field) => (field instanceof LevelTable ? place(field.bytes) : 0)),
    window: place(WINDOW_MARGIN + WINDOW_BYTES + WINDOW_MARGIN) + WINDOW_MARGIN,
    end: top,
  };
}

function cellBytesOf(field: KernelField): number {
  if (field instanceof LevelTable) return Int32Array.BYTES_PER_ELEMENT;
  return field === 'number' ? Float64Array.BYTES_PER_ELEMENT : 0;
}
