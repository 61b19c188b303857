import type { Matrix, NumberRows, UnitsKernel, UnitSpec } from '../kernels.js';
import { columnsFromStart } from '../number-columns.js';
import { isRows } from '../number-rows.js';

/** Rows whose cells are written column by column: their cache lines stay at hand. */
const ROWS_AT_ONCE = 32;

/** GenModel.setInput, and DeeplearningMojoModel's way back to the numbers' own units. Cost: rows * units. */
export function createUnits(spec: UnitSpec): UnitsKernel {
  const { nums, normMul } = spec;
  const standardized = normMul.length > 0;
  const sub = standardized ? spec.normSub : new Float64Array(nums);
  const mul = standardized ? normMul : new Float64Array(nums).fill(1);
  return {
    fill(from, first, rows, to) {
      if (isRows(from)) {
        fillRows(from, first, rows, sub, mul, to);
        return;
      }
      const columns = columnsFromStart(from, first + rows);
      to.values.fill(0, 0, rows * to.width);
      for (let row = 0; row < rows; row += ROWS_AT_ONCE) {
        const end = Math.min(row + ROWS_AT_ONCE, rows);
        fillLevels(spec, columns, first, row, end, to);
        fillNumbers(spec, columns, first, row, end, sub, mul, to);
      }
    },
    restore({ values, width }, count) {
      if (!standardized) return;
      for (let r = 0, at = width - nums; r < count; r++, at += width) {
        for (let i = 0; i < nums; i++) values[at + i] = values[at + i] / mul[i] + sub[i];
      }
    },
  };
}

function fillLevels(
  { cats, catOffsets, useAllFactorLevels }: UnitSpec,
  columns: readonly Float64Array[],
  first: number,
  row: number,
  end: number,
  { values, width }: Matrix,
): void {
  const skipped = useAllFactorLevels ? 0 : 1;
  for (let c = 0; c < cats; c++) {
    const column = columns[c];
    const firstCell = catOffsets[c];
    const lastCell = catOffsets[c + 1] - 1;
    for (let r = row; r < end; r++) {
      const cell = levelCell(column[first + r], skipped, firstCell, lastCell);
      if (cell >= 0) values[r * width + cell] = 1;
    }
  }
}

function fillNumbers(
  { cats, nums, catOffsets }: UnitSpec,
  columns: readonly Float64Array[],
  first: number,
  row: number,
  end: number,
  sub: Float64Array,
  mul: Float64Array,
  { values, width }: Matrix,
): void {
  const firstNumber = catOffsets[cats];
  for (let i = 0; i < nums; i++) {
    const column = columns[cats + i];
    for (let r = row, at = row * width + firstNumber + i; r < end; r++, at += width) {
      values[at] = numberUnit(column[first + r], sub[i], mul[i]);
    }
  }
}

function fillRows(
  { values, at, stride }: NumberRows,
  first: number,
  rows: number,
  sub: Float64Array,
  mul: Float64Array,
  to: Matrix,
): void {
  const { width } = to;
  for (let r = 0; r < rows; r++) {
    const from = at + (first + r) * stride;
    for (let i = 0; i < width; i++) {
      to.values[r * width + i] = numberUnit(values[from + i], sub[i], mul[i]);
    }
  }
}

/** The cell of a level among those of its column, first .. last; -1: it has none, as level 0 where it is skipped. */
export function levelCell(x: number, skipped: number, first: number, last: number): number {
  if (Number.isNaN(x)) return last;
  const level = Math.trunc(x);
  return level >= skipped ? Math.min(level - skipped + first, last) : -1;
}

/** A number as the network sees it. */
export function numberUnit(x: number, sub: number, mul: number): number {
  const unit = (x - sub) * mul;
  return Number.isNaN(unit) ? 0 : unit;
}
