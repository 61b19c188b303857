import { ArgumentError } from '../errors.js';
import { firstLargest } from './first-largest.js';

/** Who wins where several classes have most votes. */
export type TieRule = 'lowest-class' | 'largest-sum';

/** Classes with most votes of a row, the lowest first; none where no member has an answer. */
export interface Votes {
  readonly leading: readonly number[];
}

/** Counts the votes of all members for a row. */
export function countVotes(labels: readonly Int32Array[], classes: number, row: number): Votes {
  const counts = new Int32Array(classes);
  let most = 1;
  for (const label of labels) {
    const code = label[row];
    if (code >= 0) most = Math.max(most, ++counts[code]);
  }
  const leading: number[] = [];
  counts.forEach((count, c) => {
    if (count === most) leading.push(c);
  });
  return { leading };
}

/** The class that wins. Throws ArgumentError for a rule that does not exist. */
export function voteOf(
  { leading }: Votes,
  sums: readonly Float64Array[],
  row: number,
  tie: TieRule,
): number {
  if (tie === 'lowest-class') return leading[0] ?? -1;
  if (tie === 'largest-sum') return firstLargest(sums, row, leading);
  throw new ArgumentError('tie', "'lowest-class' or 'largest-sum'", tie);
}
