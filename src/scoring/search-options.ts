import type { LoadedModel, SearchOptions } from '../algos/algorithm.js';
import { ArgumentError, ModelCategoryError } from '../errors.js';

/** Settings of low rank models (GLRM), whose factors are found by iteration; other models refuse them. */
export interface GlrmOptions {
  /** Most iterations per row [100]. */
  readonly glrmIterNumber?: number | undefined;
  /** Seed of the random start in place of the model's; row n of a call starts from seed + n. */
  readonly glrmSeed?: number | bigint | undefined;
}

/** Throws ModelCategoryError when the model has no use for the settings, ArgumentError for values that are none. */
export function searchOptions(
  { info, data }: LoadedModel,
  { glrmIterNumber, glrmSeed }: GlrmOptions,
): SearchOptions {
  if (glrmIterNumber === undefined && glrmSeed === undefined) return {};
  if (data.lowRank === undefined) {
    throw new ModelCategoryError(
      `iterations and seed are settings of low rank models (GLRM); this is ${info.algorithm}`,
      'GLRM',
      info.algorithm,
    );
  }
  if (glrmIterNumber !== undefined && !(Number.isInteger(glrmIterNumber) && glrmIterNumber > 0)) {
    throw new ArgumentError('glrmIterNumber', 'a whole number above 0', glrmIterNumber);
  }
  if (typeof glrmSeed === 'number' && !Number.isSafeInteger(glrmSeed)) {
    throw new ArgumentError('glrmSeed', 'a whole number (a bigint above 2^53)', glrmSeed);
  }
  return {
    iterations: glrmIterNumber,
    seed: glrmSeed === undefined ? undefined : BigInt(glrmSeed),
  };
}
