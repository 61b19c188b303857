// The memory through which rows go to a worker and answers come back:
//
//   columns of cells           offsets      columns of the answer
//   +--------+--------+- ... -+---------+  +--------+--------+- ... -+
//   | rows doubles each       | doubles |  | rows doubles each       |
//
// Columns of codes use the first half of theirs.
import type { OutputArrays, OutputColumn } from '../answers/answer.js';

const CELL_BYTES = 8;
/** Pieces are multiples of it, as the tiles of kernels are. */
export const MIN_PIECE_ROWS = 64;
/** A few blocks of the scorer, so that messages cost little beside the work, and not more than caches hold. */
const PIECE_BYTES = 1_048_576;

export interface SlotLayout {
  /** Columns of cells. */
  readonly width: number;
  /** Rows that there is room for. */
  readonly rows: number;
  /** Kind of each column of the answer. */
  readonly outputs: readonly OutputColumn['kind'][];
}

/** A slot as arrays. */
export interface SlotViews {
  readonly cells: readonly Float64Array[];
  readonly offsets: Float64Array;
  readonly out: OutputArrays;
}

/** Room for as many rows as make sense for so many columns. */
export function slotLayout(width: number, columns: readonly OutputColumn[]): SlotLayout {
  const rowBytes = CELL_BYTES * Math.max(1, width, columns.length);
  const pieces = Math.floor(PIECE_BYTES / rowBytes / MIN_PIECE_ROWS);
  const rows = Math.max(1, Math.min(pieces, 256)) * MIN_PIECE_ROWS;
  return { width, rows, outputs: columns.map(({ kind }) => kind) };
}

/** Throws RangeError when the system grants no memory. */
export function allocateSlot({ width, rows, outputs }: SlotLayout): SharedArrayBuffer {
  return new SharedArrayBuffer((width + 1 + outputs.length) * rows * CELL_BYTES);
}

export function slotViews({ width, rows, outputs }: SlotLayout, slot: ArrayBufferLike): SlotViews {
  const start = (column: number) => column * rows * CELL_BYTES;
  const doubles = (column: number) => new Float64Array(slot, start(column), rows);
  return {
    cells: Array.from({ length: width }, (_, column) => doubles(column)),
    offsets: doubles(width),
    out: outputs.map((kind, i) =>
      kind === 'number' ? doubles(width + 1 + i) : new Int32Array(slot, start(width + 1 + i), rows),
    ),
  };
}
