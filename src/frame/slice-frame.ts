import type { Column, NumberColumn } from './column.js';
import { Frame } from './frame.js';
import { NamedMatrix, type NumberMatrix } from './number-matrix.js';

/** The frame in pieces of at most `blockRows` rows that share its memory; what its reader noted goes with the first. */
export function* slices(frame: Frame, blockRows: number): Generator<Frame> {
  if (frame.rowCount <= blockRows) yield frame;
  else {
    for (let from = 0; from < frame.rowCount; from += blockRows) {
      yield sliceFrame(frame, from, Math.min(from + blockRows, frame.rowCount));
    }
  }
}

/** Rows from .. to - 1 of a frame, which share its memory; what its reader noted goes with row 0. */
export function sliceFrame(frame: Frame, from: number, to: number): Frame {
  const origin = from === 0 ? frame.origin : {};
  const { matrix } = frame;
  const columns = matrix
    ? rowsOf(matrix, frame.names, from, to)
    : frame.columns.map((column) => sliced(column, from, to));
  return new Frame(columns, to - from, origin);
}

function sliced(column: Column, from: number, to: number): Column {
  if (column.kind === 'categorical') return { ...column, codes: column.codes.subarray(from, to) };
  if (column.kind === 'number') return slicedNumbers(column, from, to);
  return { ...column, cells: column.cells.slice(from, to) };
}

function slicedNumbers(
  { invalid, nanRows, ...column }: NumberColumn,
  from: number,
  to: number,
): NumberColumn {
  const isIn = (row: number) => row >= from && row < to;
  const values = column.values.subarray(from, to);
  return {
    ...column,
    values,
    ...(invalid?.rows.some(isIn) && {
      invalid: {
        rows: invalid.rows.filter(isIn).map((row) => row - from),
        texts: invalid.texts.filter((_, i) => isIn(invalid.rows[i])),
      },
    }),
    ...(nanRows?.some(isIn) && { nanRows: nanRows.filter(isIn).map((row) => row - from) }),
  };
}

function rowsOf(
  { values, width }: NumberMatrix,
  names: readonly string[],
  from: number,
  to: number,
): NamedMatrix {
  return new NamedMatrix(values.subarray(from * width, to * width), names);
}
