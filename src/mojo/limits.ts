// How much a MOJO may cost before anybody knows whether it can be trusted.
import { ArgumentError, LimitError } from '../errors.js';

/**
 * Upper bounds for loading; a value over its bound ends in a LimitError. Raise them for files you
 * trust.
 */
export interface MojoLimits {
  /** Bytes of the zip itself [1 GiB]. */
  readonly maxArchiveBytes: number;
  /** Files in the archive [500,000]: a forest has two files per tree and class. */
  readonly maxEntries: number;
  /** Bytes of one file, unpacked [512 MiB]. */
  readonly maxEntryBytes: number;
  /** Bytes of all files, unpacked [2 GiB]. */
  readonly maxTotalBytes: number;
  /**
   * Unpacked over packed bytes of a file larger than 64 MiB [200]; deflate cannot reach more than
   * 1032.
   */
  readonly maxRatio: number;
  /** Columns of one model [1,000,000]. */
  readonly maxColumns: number;
  /**
   * Levels of all categorical columns of one model together [10,000,000, H2O's own bound for a
   * column].
   */
  readonly maxDomainLevels: number;
  /** Bytes of `experimental/modelDetails.json` [64 MiB]; it is not needed for scoring. */
  readonly maxDetailsBytes: number;
}

export const DEFAULT_LIMITS: MojoLimits = {
  maxArchiveBytes: 2 ** 30,
  maxEntries: 500_000,
  maxEntryBytes: 2 ** 29,
  maxTotalBytes: 2 ** 31,
  maxRatio: 200,
  maxColumns: 1_000_000,
  maxDomainLevels: 10_000_000,
  maxDetailsBytes: 2 ** 26,
};

/**
 * The defaults with some replaced. Throws ArgumentError for an unknown name or a value that is no
 * number >= 0.
 */
export function resolveLimits(given: Partial<MojoLimits> = {}): MojoLimits {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(DEFAULT_LIMITS, name)) {
      throw new ArgumentError('limits', `one of ${Object.keys(DEFAULT_LIMITS).join(', ')}`, name);
    }
    if (typeof value !== 'number' || !(value >= 0)) {
      throw new ArgumentError(`limits.${name}`, 'a number >= 0', value);
    }
  }
  return { ...DEFAULT_LIMITS, ...given };
}

/**
 * Throws LimitError when `actual` is over the limit; `what` begins the message, such as a file
 * name.
 */
export function checkLimit(
  limits: MojoLimits,
  limit: keyof MojoLimits,
  actual: number,
  what: string,
): void {
  if (actual > limits[limit]) throw new LimitError(what, limit, limits[limit], actual);
}
