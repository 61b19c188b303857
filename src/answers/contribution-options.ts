import { ArgumentError } from '../errors.js';
import type { ContributionOrder } from './contribution-order.js';

/** What contributions are to: H2O's `output_format`, and an option beyond H2O. */
export interface ContributionScope {
  /**
   * `Compact`: one number per column of the model, where an XGBoost model by default (`Original`) has one per level of a categorical
   * column. Other models have one per column anyway.
   */
  readonly outputFormat?: 'Original' | 'Compact' | undefined;
  /** Also of models with more than two classes: contributions to the sum of each class, `class.feature`. H2O refuses them [false]. */
  readonly multinomial?: boolean | undefined;
}

/** Options of contributions, under the names of H2O's clients. */
export interface ContributionOptions extends ContributionScope {
  /** Only the highest ones, falling: `top_feature_1`, `top_value_1`, ...; negative: all of them [0]. */
  readonly topN?: number | undefined;
  /** Only the lowest ones, rising: `bottom_feature_1`, `bottom_value_1`, ...; negative: all of them [0]. */
  readonly bottomN?: number | undefined;
  /** Compare absolute values [false]. */
  readonly compareAbs?: boolean | undefined;
}

/** What the scope's options may be called. */
export const SCOPE_OPTIONS: Readonly<Record<keyof ContributionScope, true>> = {
  outputFormat: true,
  multinomial: true,
};

/** What the options may be called. */
export const CONTRIBUTION_OPTIONS: Readonly<Record<keyof ContributionOptions, true>> = {
  ...SCOPE_OPTIONS,
  topN: true,
  bottomN: true,
  compareAbs: true,
};

/** The order that is asked for. Throws ArgumentError. */
export function orderOf(options: ContributionOptions): ContributionOrder {
  const { topN = 0, bottomN = 0, compareAbs = false } = options;
  requireInt('topN', topN);
  requireInt('bottomN', bottomN);
  return { topN, bottomN, compareAbs };
}

/** Throws ArgumentError for a format that does not exist. */
export function isCompact({ outputFormat = 'Original' }: ContributionScope): boolean {
  // Callers without types may ask for anything.
  const known: readonly string[] = ['Original', 'Compact'];
  if (!known.includes(outputFormat)) {
    throw new ArgumentError('outputFormat', known.join(' or '), outputFormat);
  }
  return outputFormat === 'Compact';
}

function requireInt(name: string, value: number): void {
  if (!Number.isInteger(value) || Math.abs(value) > 0x7fffffff) {
    throw new ArgumentError(name, 'a whole number', value);
  }
}
