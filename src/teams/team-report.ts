import { checkOptions } from '../check-options.js';
import { ArgumentError } from '../errors.js';
import type { Column } from '../frame/column.js';
import { agreement, type Agreement } from './agreement.js';
import { answerCodes } from './answer-codes.js';
import { labelCounts, type LabelCounts } from './class-table.js';
import { coverage, type CoveragePoint } from './coverage.js';
import { correctModels, correctModelsTable, type CorrectModelsRow } from './correct-models.js';
import { leastSure, type UnsureRow } from './low-confidence.js';
import type { TeamScores } from './team-scores.js';
import type { TieRule } from './votes.js';

export interface TeamReportOptions {
  /** How many of the least sure rows to list [20]. */
  readonly leastSure?: number;
}

const REPORT_OPTIONS: Readonly<Record<keyof TeamReportOptions, true>> = { leastSure: true };

/** How right a team and its members are: plain data, for JSON and for tables. */
export interface TeamReport {
  readonly classes: readonly string[];
  /** Rows whose right class is known: all counts are of these. */
  readonly rows: number;
  readonly members: readonly ({ readonly name: string } & LabelCounts)[];
  /** By the largest summed probability. */
  readonly team: LabelCounts & {
    /** Of the mean of the members' probabilities: that of the right class is at least 1e-15, as in H2O, and rows that have none do not count; NaN of no rows. */
    readonly logloss: number;
  };
  /** Majority votes, by what decides ties; `ties`: rows of all in which it did. */
  readonly votes: Readonly<Record<TieRule, LabelCounts & { readonly ties: number }>>;
  /** In how many rows no member is right, one, two, ... */
  readonly correctModels: readonly CorrectModelsRow[];
  /** Rows in which none is, from 0 on. */
  readonly nobodyRight: readonly number[];
  /** Of all rows, with or without a known class. */
  readonly agreement: Agreement;
  readonly leastSure: readonly UnsureRow[];
  /** Errors among the surest rows, from few of them to all. */
  readonly coverage: readonly CoveragePoint[];
}

/**
 * Measures a team on rows with answers: a column of the classes' names, or of numbers that are such. Rows without an answer do not count. Throws
 * ArgumentError for another number of rows, MetricsError for answers that have no class in common with the team.
 */
export function teamReport(
  scores: TeamScores,
  answers: Column,
  options: TeamReportOptions = {},
): TeamReport {
  checkOptions('teamReport', options, REPORT_OPTIONS);
  const { leastSure: most = 20 } = options;
  if (!Number.isInteger(most) || most < 0) {
    throw new ArgumentError('leastSure', 'a whole number from 0 on', most);
  }
  const { classes, members, labels } = scores;
  const codes = answerCodes(scores, answers);
  const counts = (own: Int32Array) => labelCounts(classes, codes, own);
  const vote = (tie: TieRule) => {
    const { labels: own, ties } = scores.vote(tie);
    return { ...counts(own), ties };
  };
  const correct = correctModels(scores, codes);
  const team = counts(scores.team);
  return {
    classes,
    rows: team.rows,
    members: members.map((name, i) => ({ name, ...counts(labels[i]) })),
    team: { ...team, logloss: meanLogloss(scores, codes) },
    votes: { 'lowest-class': vote('lowest-class'), 'largest-sum': vote('largest-sum') },
    correctModels: correctModelsTable(correct, members.length),
    nobodyRight: rowsWith(correct, 0),
    agreement: agreement(scores),
    leastSure: leastSure(scores, most),
    coverage: coverage(scores, codes),
  };
}

/** -log(1 - error) as hex.ModelMetricsMultinomial writes it, not less than what 1e-15 gives. Rows without prediction do not count, as in metrics. */
function meanLogloss({ sums, members }: TeamScores, codes: Int32Array): number {
  let [sum, rows] = [0, 0];
  codes.forEach((code, row) => {
    if (code < 0 || sums.some((own) => Number.isNaN(own[row]))) return;
    rows++;
    const error = code < sums.length ? 1 - sums[code][row] / members.length : 1;
    sum -= Math.log(Math.max(1e-15, 1 - error));
  });
  return sum / rows;
}

function rowsWith(counts: Int32Array, wanted: number): number[] {
  const rows: number[] = [];
  counts.forEach((count, row) => {
    if (count === wanted) rows.push(row);
  });
  return rows;
}
