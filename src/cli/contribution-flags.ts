import type { Command } from 'commander';
import type { AnswerKind } from '../index.js';
import { UsageError } from './errors.js';

/** The flags of `predict` for contributions, and what comes of the same walks through trees. */
export interface ContributionFlags {
  readonly predictContributions?: true;
  readonly topN?: string;
  readonly bottomN?: string;
  readonly compareAbs?: true;
  readonly contributionsFormat?: string;
  readonly multinomial?: true;
  readonly contributionInteractions?: true;
  readonly featureFrequencies?: true;
}

/** Rows of a frame for interactions, whose columns are the square of the features. */
export const INTERACTION_ROWS = 256;

/** Adds the flags to a command. */
export function withContributionFlags(command: Command): Command {
  return command
    .option(
      '--predict-contributions',
      'contributions of the features (SHAP values): GBM, DRF, XGBoost',
    )
    .option('--top-n <n>', 'contributions: only the n highest of each row; -1 is all of them')
    .option('--bottom-n <n>', 'contributions: only the n lowest of each row; -1 is all of them')
    .option('--compare-abs', 'contributions: the n highest and lowest by absolute values')
    .option(
      '--contributions-format <format>',
      'original (default), or compact: XGBoost by column in place of levels',
    )
    .option(
      '--multinomial',
      'contributions of more than two classes, to the sum of each (not in H2O)',
    )
    .option(
      '--contribution-interactions',
      'SHAP interaction values, a column per pair of features (not in H2O)',
    )
    .option(
      '--feature-frequencies',
      'how often each feature is asked for on the ways through the trees',
    );
}

/** The kinds of answer that the flags ask for. Throws UsageError for flags that belong to one of them where it is not asked for. */
export function contributionKinds(flags: ContributionFlags): AnswerKind[] {
  const kinds: AnswerKind[] = [];
  const isScoped = flags.predictContributions ?? flags.contributionInteractions ?? false;
  requireWith(flags, ['contributionsFormat', 'multinomial'], isScoped);
  requireWith(flags, ['topN', 'bottomN', 'compareAbs'], flags.predictContributions ?? false);
  const scope = {
    outputFormat: outputFormat(flags.contributionsFormat),
    multinomial: flags.multinomial ?? false,
  };
  if (flags.predictContributions) {
    const [topN, bottomN] = [count('--top-n', flags.topN), count('--bottom-n', flags.bottomN)];
    if (flags.compareAbs && topN === 0 && bottomN === 0) {
      throw new UsageError('--compare-abs goes with --top-n or --bottom-n');
    }
    const compareAbs = flags.compareAbs ?? false;
    kinds.push({ kind: 'contributions', ...scope, topN, bottomN, compareAbs });
  }
  if (flags.contributionInteractions) kinds.push({ kind: 'contribution-interactions', ...scope });
  if (flags.featureFrequencies) kinds.push({ kind: 'feature-frequencies' });
  return kinds;
}

function requireWith(
  flags: ContributionFlags,
  names: readonly (keyof ContributionFlags)[],
  isAsked: boolean,
): void {
  const lonely = isAsked ? undefined : names.find((name) => flags[name] !== undefined);
  if (lonely === undefined) return;
  const flag = lonely.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new UsageError(`--${flag} goes with --predict-contributions`);
}

function count(flag: string, value: string | undefined): number {
  if (value === undefined) return 0;
  if (/^-?\d{1,9}$/.test(value)) return Number(value);
  throw new UsageError(`${flag}: expected a whole number (-1 is all), got ${value}`);
}

function outputFormat(value: string | undefined): 'Original' | 'Compact' {
  if (value === undefined || value === 'original') return 'Original';
  if (value === 'compact') return 'Compact';
  throw new UsageError(`--contributions-format: expected original or compact, got ${value}`);
}
