import type { Precision } from './algos/algorithm.js';
import type { BackendName } from './engine/index.js';
import type { ConversionReport } from './frame/conversion-report.js';
import type { Frame } from './frame/frame.js';
import type { InputRules } from './frame/input-plan.js';
import type { GlrmOptions } from './scoring/search-options.js';
import type { ThresholdOption } from './scoring/threshold.js';
import type { ThreadOption } from './threads/thread-count.js';

/** Options of everything that scores frames. */
export interface PredictOptions extends GlrmOptions, ThresholdOption, ThreadOption {
  /** Which kernels run: 'auto' is the fastest there is [what the model was loaded with]. */
  readonly backend?: BackendName;
  /**
   * 'fast': deep learning in single precision, with an error of about 1e-6 of the greatest unit; other models, and back ends without
   * vectors, take no notice. 'exact': h2o-genmodel's numbers [exact].
   */
  readonly precision?: Precision;
  /** Stops between two blocks of rows; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Unknown levels become NA and are counted in the report; false: UnknownCategoricalLevelError [true]. */
  readonly convertUnknownCategoricalLevelsToNa?: boolean;
  /** Text that is no number becomes NA and is counted; false: InvalidNumberError [false]. */
  readonly convertInvalidNumbersToNa?: boolean;
  /** Is told the number of rows scored so far. */
  readonly onProgress?: (rows: number) => void;
}

/** What predict and its like take. */
export const PREDICT_OPTIONS: Readonly<Record<keyof PredictOptions, true>> = {
  backend: true,
  signal: true,
  convertUnknownCategoricalLevelsToNa: true,
  convertInvalidNumbersToNa: true,
  onProgress: true,
  threshold: true,
  glrmIterNumber: true,
  glrmSeed: true,
  threads: true,
  precision: true,
};

/** Answers in columns, with what happened to the input on its way. */
export type PredictedFrame = Frame & { readonly report: ConversionReport };

/** How the input of a call is converted; H2O's defaults. */
export function rulesOf(options: PredictOptions): InputRules {
  return {
    convertUnknownCategoricalLevelsToNa: options.convertUnknownCategoricalLevelsToNa ?? true,
    convertInvalidNumbersToNa: options.convertInvalidNumbersToNa ?? false,
  };
}
