import type { PredictOptions } from '../node.js';
import type { PredictFlags } from './predict-options.js';

/** What the flags say of values that the model cannot take. */
export function rulesOf(flags: PredictFlags): PredictOptions {
  return {
    convertUnknownCategoricalLevelsToNa: flags.convertUnknownCategoricalLevelsToNa,
    convertInvalidNumbersToNa: flags.setConvInvalidNumber ?? false,
  };
}
