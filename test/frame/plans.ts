import { enumerated } from '../../src/algos/encoding/encoders.js';
import type { InputPlan, InputRules } from '../../src/frame/input-plan.js';
import type { RowCells } from '../../src/frame/row-converter.js';

/** A plan with the number `x`, the levels `colour` (red, green) and the number `y`, in this order. */
export const PLAN: InputPlan = {
  width: 3,
  inputs: [
    { kind: 'number', name: 'x', target: 0 },
    enumerated({ name: 'colour', target: 1, domain: ['red', 'green'] }),
    { kind: 'number', name: 'y', target: 2 },
  ],
};

export const STRICT: InputRules = {
  convertUnknownCategoricalLevelsToNa: false,
  convertInvalidNumbersToNa: false,
};

export const LENIENT: InputRules = {
  convertUnknownCategoricalLevelsToNa: true,
  convertInvalidNumbersToNa: true,
};

/** Room for a row of so many cells, two doubles from one to the next; none of them is as it will be. */
export function roomFor(width: number): RowCells {
  return { cells: new Float64Array(2 * width).fill(77), stride: 2 };
}

/** What a converter has put there. */
export function cellsOf({ cells, stride }: RowCells): number[] {
  return Array.from(cells.filter((_, i) => i % stride === 0));
}
