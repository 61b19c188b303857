import type { Column } from './column.js';
import { Frame } from './frame.js';

/** The frame in pieces of at most `blockRows` rows that share its memory; what its reader noted goes with the first. */
export function* slices(frame: Frame, blockRows: number): Generator<Frame> {
  if (frame.rowCount <= blockRows) yield frame;
  else {
    for (let from = 0; from < frame.rowCount; from += blockRows) {
      const to = Math.min(from + blockRows, frame.rowCount);
      const columns = frame.columns.map((column) => sliced(column, from, to));
      yield new Frame(columns, to - from, from === 0 ? frame.origin : {});
    }
  }
}

function sliced(column: Column, from: number, to: number): Column {
  if (column.kind === 'categorical') return { ...column, codes: column.codes.subarray(from, to) };
  if (column.kind === 'number') return { ...column, values: column.values.subarray(from, to) };
  return { ...column, cells: column.cells.slice(from, to) };
}
