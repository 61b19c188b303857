import { checkOptions } from '../../check-options.js';
import { ArgumentError } from '../../errors.js';
import type { PredictOptions } from '../../predict-options.js';

/** How far a run is. */
export interface PipelineProgress {
  /** The part: `augment[0] rotate 1`, `train[0]`, `features`, `score`, `report`. */
  readonly part: string;
  /** Its number, from 0 on, and how many there are. */
  readonly index: number;
  readonly parts: number;
  /** `kept`: an earlier run has finished it, and nothing that it depends on has changed. */
  readonly state: 'kept' | 'running' | 'finished';
  /** Files that it writes, as the description has them. */
  readonly outputs: readonly string[];
  /** How much of it is done, and of how much, where that is known. */
  readonly done: number;
  readonly total: number | undefined;
  readonly unit: 'images' | 'rows' | 'steps';
}

/** How a pipeline is run; every option has a default, given in brackets. */
export interface RunPipelineOptions extends Pick<
  PredictOptions,
  'backend' | 'precision' | 'threads' | 'signal' | 'convertInvalidNumbersToNa'
> {
  /** Does everything again, whatever an earlier run has finished [false]. */
  readonly force?: boolean;
  readonly onProgress?: (progress: PipelineProgress) => void;
}

const RUN_OPTIONS: Readonly<Record<keyof RunPipelineOptions, true>> = {
  backend: true,
  precision: true,
  threads: true,
  signal: true,
  convertInvalidNumbersToNa: true,
  force: true,
  onProgress: true,
};

/** Throws ArgumentError. */
export function checkRunOptions(options: RunPipelineOptions): void {
  checkOptions('runPipeline', options, RUN_OPTIONS);
  const { precision } = options;
  if (precision !== undefined && precision !== 'exact' && precision !== 'fast') {
    throw new ArgumentError('precision', "'exact' or 'fast'", precision);
  }
}
