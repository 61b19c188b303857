// Several categorical columns as one: a number in a mixed base, looked up among those that training saw
// (TargetEncoderMojoModel.interactionValue).
import type { ModelInfo } from '../../mojo/model-info.js';

export interface Interaction {
  readonly kind: 'interaction';
  readonly columns: readonly number[];
  /** Levels per column; NA, and anything above, counts as one more. */
  readonly cardinalities: Float64Array;
  /** Weight of each column's level within the number. */
  readonly multipliers: Float64Array;
  /** The numbers that training saw; their places are the levels. */
  readonly domain: Float64Array;
}

/** Undefined when there are no columns, one is not categorical, or a text of the domain is no whole number of 64 bits. */
export function readInteraction(
  info: ModelInfo,
  columns: readonly number[],
  domain: readonly string[] | undefined,
): Interaction | undefined {
  const cardinalities = columns.map((column) => info.domains[column]?.length ?? -1);
  const isLong = (text: string) => /^[+-]?\d{1,19}$/.test(text);
  if (columns.length === 0 || cardinalities.includes(-1) || !domain?.every(isLong)) {
    return undefined;
  }
  let multiplier = 1n;
  const multipliers = cardinalities.map((cardinality) => {
    const own = Number(multiplier);
    multiplier = BigInt.asIntN(64, multiplier * BigInt(cardinality + 1));
    return own;
  });
  return {
    kind: 'interaction',
    columns,
    cardinalities: Float64Array.from(cardinalities),
    multipliers: Float64Array.from(multipliers),
    domain: Float64Array.from(domain, Number),
  };
}

/** The level of a row, NaN where training did not see the combination. */
export function interactionLevel(
  { columns, cardinalities, multipliers, domain }: Interaction,
  cells: readonly Float64Array[],
  row: number,
): number {
  let number = 0;
  columns.forEach((column, i) => {
    const level = cells[column][row];
    const used = level < cardinalities[i] ? level : cardinalities[i];
    number = Math.trunc(number + multipliers[i] * used);
  });
  return binarySearch(domain, number);
}

/** Java's Arrays.binarySearch, which also defines what is found where the domain is not sorted; NaN if nothing is. */
function binarySearch(sorted: Float64Array, key: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < key) low = middle + 1;
    else if (sorted[middle] > key) high = middle - 1;
    else return middle;
  }
  return NaN;
}
