// Where the memory of a record kernel has what.
import { CELL_BYTES, JOB_BYTES, WINDOW_MARGIN } from '../../../../assembly/csv/layout.js';

/** Bytes that are read at once; they and the columns made of them fit the second level cache. */
export const WINDOW_BYTES = 2 ** 18;
/** Room for doubles, unless one row has more. */
const STAGED_NUMBERS = 2 ** 15;
/** Room for cells that TypeScript judges, unless one row has more. */
const LISTED_CELLS = 2 ** 13;

/** What becomes of the cells of a field: skipped, judged by TypeScript, or numbers of a column of their own. */
export type FieldRole = 'skip' | 'text' | 'number';

/** Addresses of all that the kernel reads and writes. */
export interface RecordLayout {
  readonly job: number;
  readonly roles: number;
  readonly naNumbers: number;
  readonly cells: number;
  readonly cellsMax: number;
  readonly columns: number;
  readonly rowsMax: number;
  readonly window: number;
  readonly end: number;
}

/** The places from `start` on. */
export function layOut(
  start: number,
  roles: readonly FieldRole[],
  naNumbers: readonly number[],
): RecordLayout {
  let top = start;
  const place = (bytes: number): number => {
    const address = Math.ceil(top / 64) * 64;
    top = address + bytes;
    return address;
  };
  const numbers = roles.filter((role) => role === 'number').length;
  const rowsMax = Math.max(1, Math.floor(STAGED_NUMBERS / Math.max(1, numbers)));
  const cellsMax = Math.max(LISTED_CELLS, roles.length + 1);
  return {
    job: place(JOB_BYTES),
    roles: place(roles.length * 4),
    naNumbers: place(naNumbers.length * 8),
    cells: place(cellsMax * CELL_BYTES),
    cellsMax,
    columns: place(numbers * rowsMax * 8),
    rowsMax,
    window: place(WINDOW_MARGIN + WINDOW_BYTES + WINDOW_MARGIN) + WINDOW_MARGIN,
    end: top,
  };
}
