import type { BlockContext, SearchOptions } from '../algos/algorithm.js';
import type { InputPlan } from '../frame/input-plan.js';

/** Where the rows of a block stand among all rows of a call. */
export interface BlockPlace {
  /** Rows before the block that were not refused. */
  readonly first: number;
  /** The rows that were refused before scoring, by number within the block and in order: they do not count. */
  readonly refused: readonly number[];
}

/** What the scorer may want to know of the block's rows from `start` on. */
export function blockContext(
  inputs: InputPlan,
  search: SearchOptions,
  { first, refused }: BlockPlace,
  start = 0,
): BlockContext {
  return {
    inputs,
    search,
    place: (row) => first + start + row - countBelow(refused, start + row),
  };
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
