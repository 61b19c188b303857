import type { LoadedModel, SearchOptions } from '../algos/algorithm.js';
import type { ConversionCounter } from '../frame/conversion-report.js';
import type { InputPlan, InputRules } from '../frame/input-plan.js';
import type { BlockPlace } from './block-place.js';
import { searchOptions, type GlrmOptions } from './search-options.js';

/** One call that scores frames: what all of its blocks share. Models hold no state between calls, so it stands here. */
export class ScoringCall {
  readonly rules: InputRules;
  /** Collects what was converted. */
  readonly counter: ConversionCounter;
  readonly search: SearchOptions;
  #placed = 0;

  constructor(
    model: LoadedModel,
    rules: InputRules,
    counter: ConversionCounter,
    options: GlrmOptions = {},
  ) {
    this.rules = rules;
    this.counter = counter;
    this.search = searchOptions(model, options);
  }

  /** The place of the next rows; `refused`, by number within them and in order, are not to be counted. */
  nextPlace(rows: number, refused: readonly number[]): BlockPlace {
    const first = this.#placed;
    this.#placed += rows - refused.length;
    return { first, refused };
  }
}

/** The columns of these names as inputs of the model, for which its scorer makes room. */
export function bindInputs({ data, scorer }: LoadedModel, names: readonly string[]): InputPlan {
  if (data.words === undefined) return data.inputs;
  const inputs = data.words.inputsFor(names);
  scorer.widen?.(inputs.width);
  return inputs;
}
