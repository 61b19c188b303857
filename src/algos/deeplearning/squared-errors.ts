import type { Block, UnitSpec } from '../../engine/kernels.js';
import { levelCell, numberUnit } from '../../engine/js/units.js';

/**
 * Reconstructed units to their squared errors, (reconstruction - input)^2, in place: DeepLearningModel.score_autoencoder. A missing
 * number counts as the mean, which is its input. `out` has a column per unit; cost: rows * units.
 */
export function toSquaredErrors(spec: UnitSpec, input: Block, rows: number, out: Block): void {
  const { cats, nums, catOffsets, useAllFactorLevels, normMul, normSub } = spec;
  const skipped = useAllFactorLevels ? 0 : 1;
  for (let c = 0; c < cats; c++) {
    const levels = input.columns[c];
    const [first, last] = [catOffsets[c], catOffsets[c + 1] - 1];
    for (let cell = first; cell <= last; cell++) {
      const column = out.columns[cell];
      for (let r = 0; r < rows; r++) {
        const unit = Number(levelCell(levels[r], skipped, first, last) === cell);
        column[r] = square(column[r] - unit);
      }
    }
  }
  const standardized = normMul.length > 0;
  for (let i = 0; i < nums; i++) {
    const numbers = input.columns[cats + i];
    const column = out.columns[catOffsets[cats] + i];
    const sub = standardized ? normSub[i] : 0;
    const mul = standardized ? normMul[i] : 1;
    for (let r = 0; r < rows; r++) column[r] = square(column[r] - numberUnit(numbers[r], sub, mul));
  }
}

function square(x: number): number {
  return x * x;
}
