import type { Block, Matrix } from '../../engine/kernels.js';
import type { DeepLearningData } from './read.js';

/**
 * GenModel.setInput: the units of the first layer. A categorical column becomes one cell per level, NA (and a level behind the
 * last) the column's last cell; numbers are standardised and NA becomes 0, the mean. Cost: rows * units.
 */
export function expandRows(data: DeepLearningData, block: Block, rows: number, to: Matrix): void {
  const { cats, nums, catOffsets, useAllFactorLevels, normMul, normSub } = data;
  const { values, width } = to;
  const columns = block.columns;
  values.fill(0, 0, rows * width);

  const skipped = useAllFactorLevels ? 0 : 1;
  for (let c = 0; c < cats; c++) {
    const column = columns[c];
    const first = catOffsets[c];
    const last = catOffsets[c + 1] - 1;
    for (let r = 0; r < rows; r++) {
      const x = column[r];
      const cell = Number.isNaN(x) ? last : Math.min(Math.trunc(x) - skipped + first, last);
      // Without all levels, level 0 has no cell.
      if (Number.isNaN(x) || Math.trunc(x) >= skipped) values[r * width + cell] = 1;
    }
  }

  const firstNumber = catOffsets[cats];
  const standardized = normMul.length > 0;
  for (let i = 0; i < nums; i++) {
    const column = columns[cats + i];
    const sub = standardized ? normSub[i] : 0;
    const mul = standardized ? normMul[i] : 1;
    for (let r = 0, at = firstNumber + i; r < rows; r++, at += width) {
      const x = (column[r] - sub) * mul;
      values[at] = Number.isNaN(x) ? 0 : x;
    }
  }
}
