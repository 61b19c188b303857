import { checkOptions } from '../check-options.js';
import { ArgumentError } from '../errors.js';
import type { ValueScores } from './value-scores.js';

export interface ValueReportOptions {
  /** How many of the rows to list on which the members differ most [20]. */
  readonly leastSure?: number;
}

const REPORT_OPTIONS: Readonly<Record<keyof ValueReportOptions, true>> = { leastSure: true };

/** How far values are from the right ones; NaN of no rows. */
export interface ValueErrors {
  /** Rows whose right value is known and that have a value. */
  readonly rows: number;
  /** Means of value - right value, of its size and of its square. */
  readonly meanError: number;
  readonly meanAbsoluteError: number;
  readonly meanSquaredError: number;
}

/** A row on which members differ. */
export interface SpreadRow {
  readonly row: number;
  readonly mean: number;
  /** The standard deviation of the members' values, and the outermost of them. */
  readonly spread: number;
  readonly least: number;
  readonly most: number;
}

/** Who differs from whom, without right values. */
export interface ValueAgreement {
  /** All rows. */
  readonly rows: number;
  readonly members: readonly { readonly name: string }[];
  /** `differences[a][b]`: the root of the mean squared difference between two members. */
  readonly differences: readonly (readonly number[])[];
  /** The mean of the squared spreads of rows with a right value, of all rows where no such row has one: by so much the mean has a smaller squared error than its members have on average. */
  readonly meanSquaredSpread: number;
  /** Rows with the largest spreads, the largest first; equal ones in the order of rows. */
  readonly leastSure: readonly SpreadRow[];
}

/** The same, and how right they are: plain data, for JSON and for tables. */
export interface ValueReport extends ValueAgreement {
  readonly members: readonly ({ readonly name: string } & ValueErrors)[];
  /** Of the mean. */
  readonly team: ValueErrors;
}

/** Tells of a team of values what can be told without answers. Throws ArgumentError. Cost: rows times the square of the members, a sort of all rows. */
export function valueAgreement(
  scores: ValueScores,
  options: ValueReportOptions = {},
): ValueAgreement {
  checkOptions('valueAgreement', options, REPORT_OPTIONS);
  const { leastSure = 20 } = options;
  if (!Number.isInteger(leastSure) || leastSure < 0) {
    throw new ArgumentError('leastSure', 'a whole number from 0 on', leastSure);
  }
  const { members, values, rowCount } = scores;
  const spreads = Float64Array.from({ length: rowCount }, (_, row) => scores.spread(row));
  return {
    rows: rowCount,
    members: members.map((name) => ({ name })),
    differences: values.map((a) =>
      values.map((b) => Math.sqrt(meanOf(a, (x, row) => (x - b[row]) ** 2))),
    ),
    meanSquaredSpread: meanOf(spreads, (spread) => spread ** 2),
    leastSure: widest(scores, spreads, leastSure),
  };
}

/** Measures a team of values on rows with answers, NaN where none is known. Throws ArgumentError for another number of rows. */
export function valueReport(
  scores: ValueScores,
  answers: Float64Array,
  options: ValueReportOptions = {},
): ValueReport {
  const { members, values, means, rowCount } = scores;
  if (answers.length !== rowCount) {
    throw new ArgumentError('answers', `${rowCount} rows`, answers.length);
  }
  const agreement = valueAgreement(scores, options);
  const ofAnswered = meanOf(answers, (answer, row) =>
    Number.isNaN(answer) ? NaN : scores.spread(row) ** 2,
  );
  return {
    ...agreement,
    meanSquaredSpread: Number.isNaN(ofAnswered) ? agreement.meanSquaredSpread : ofAnswered,
    members: members.map((name, i) => ({ name, ...valueErrors(values[i], answers) })),
    team: valueErrors(means, answers),
  };
}

function valueErrors(values: Float64Array, answers: Float64Array): ValueErrors {
  const errors = values.map((value, row) => value - answers[row]);
  return {
    rows: errors.reduce((rows, error) => rows + (Number.isNaN(error) ? 0 : 1), 0),
    meanError: meanOf(errors, (error) => error),
    meanAbsoluteError: meanOf(errors, Math.abs),
    meanSquaredError: meanOf(errors, (error) => error ** 2),
  };
}

/** Over the rows where it is no NaN; NaN of none. */
function meanOf(values: Float64Array, of: (value: number, row: number) => number): number {
  let [sum, rows] = [0, 0];
  values.forEach((value, row) => {
    const one = of(value, row);
    if (Number.isNaN(one)) return;
    sum += one;
    rows++;
  });
  return sum / rows;
}

function widest({ values, means }: ValueScores, spreads: Float64Array, most: number): SpreadRow[] {
  const known = [...spreads.keys()].filter((row) => !Number.isNaN(spreads[row]));
  known.sort((a, b) => spreads[b] - spreads[a] || a - b);
  return known.slice(0, most).map((row) => {
    const said = values.map((own) => own[row]);
    const [least, highest] = [Math.min(...said), Math.max(...said)];
    return { row, mean: means[row], spread: spreads[row], least, most: highest };
  });
}
