import { enumerated } from '../../src/algos/encoding/encoders.js';
import type { InputPlan, InputRules } from '../../src/frame/input-plan.js';

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
