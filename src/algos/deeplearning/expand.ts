import type { Block, Matrix, UnitSpec } from '../../engine/kernels.js';

/** Rows whose cells are written column by column: their cache lines stay at hand. */
const ROWS_AT_ONCE = 32;

/**
 * GenModel.setInput: the units of the first layer. A categorical column becomes one cell per level, NA (and a level behind the
 * last) the column's last cell; numbers are standardised and NA becomes 0, the mean. Cost: rows * units.
 */
export function expandRows(spec: UnitSpec, block: Block, rows: number, to: Matrix): void {
  const { columns } = block;
  const { values, width } = to;
  if (spec.cats > 0) values.fill(0, 0, rows * width);
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const end = Math.min(from + ROWS_AT_ONCE, rows);
    expandLevels(spec, columns, from, end, values, width);
    expandNumbers(spec, columns, from, end, values, width);
  }
}

function expandLevels(
  { cats, catOffsets, useAllFactorLevels }: UnitSpec,
  columns: readonly Float64Array[],
  from: number,
  end: number,
  values: Float64Array,
  width: number,
): void {
  const skipped = useAllFactorLevels ? 0 : 1;
  for (let c = 0; c < cats; c++) {
    const column = columns[c];
    const first = catOffsets[c];
    const last = catOffsets[c + 1] - 1;
    for (let r = from; r < end; r++) {
      const cell = levelCell(column[r], skipped, first, last);
      if (cell >= 0) values[r * width + cell] = 1;
    }
  }
}

function expandNumbers(
  { cats, nums, catOffsets, normMul, normSub }: UnitSpec,
  columns: readonly Float64Array[],
  from: number,
  end: number,
  values: Float64Array,
  width: number,
): void {
  const firstNumber = catOffsets[cats];
  const standardized = normMul.length > 0;
  for (let i = 0; i < nums; i++) {
    const column = columns[cats + i];
    const sub = standardized ? normSub[i] : 0;
    const mul = standardized ? normMul[i] : 1;
    for (let r = from, at = from * width + firstNumber + i; r < end; r++, at += width) {
      values[at] = numberUnit(column[r], sub, mul);
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
