import type { BlockContext, LoadedModel, SearchOptions } from '../algos/algorithm.js';
import type { ConversionCounter } from '../frame/conversion-report.js';
import type { InputPlan, InputRules } from '../frame/input-plan.js';
import { searchOptions, type GlrmOptions } from './search-options.js';

/** One call that scores frames: what all of its blocks share. Models hold no state between calls, so it stands here. */
export class ScoringCall {
  readonly rules: InputRules;
  /** Collects what was converted. */
  readonly counter: ConversionCounter;
  readonly #search: SearchOptions;
  #placed = 0;

  constructor(
    model: LoadedModel,
    rules: InputRules,
    counter: ConversionCounter,
    options: GlrmOptions = {},
  ) {
    this.rules = rules;
    this.counter = counter;
    this.#search = searchOptions(model, options);
  }

  /** The context of the next block: `refused` are the rows, by number within the block and in order, that are not to be counted. */
  nextBlock(inputs: InputPlan, rows: number, refused: readonly number[]): BlockContext {
    const first = this.#placed;
    this.#placed += rows - refused.length;
    return {
      inputs,
      search: this.#search,
      place: (row) => first + row - countBelow(refused, row),
    };
  }
}

/** The columns of these names as inputs of the model, for which its scorer makes room. */
export function bindInputs({ data, scorer }: LoadedModel, names: readonly string[]): InputPlan {
  if (data.words === undefined) return data.inputs;
  const inputs = data.words.inputsFor(names);
  scorer.widen?.(inputs.width);
  return inputs;
}

/** How many of the ascending numbers are below `limit`. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
