import type { OutputArrays, OutputColumn } from './answer.js';
import { composeContributions, type ContributionOrder } from './contribution-order.js';

/** The columns of one sum, and how they are filled from its contributions. */
export interface ContributionColumns {
  readonly columns: readonly OutputColumn[];
  /** Writes the columns from `first` on, from row `at` on, of `rows` rows of contributions. */
  write(
    contributions: Float32Array,
    rows: number,
    out: OutputArrays,
    first: number,
    at: number,
  ): void;
}

/** A column each. */
export function allColumns(names: readonly string[]): ContributionColumns {
  return {
    columns: names.map((name) => ({ name, kind: 'number' })),
    write(contributions, rows, out, first, at) {
      for (let c = 0; c < names.length; c++) {
        const column = out[first + c];
        for (let r = 0; r < rows; r++) column[at + r] = contributions[r * names.length + c];
      }
    },
  };
}

/**
 * Pairs of a feature and its contribution, and `BiasTerm` (Model.Contributions.composeScoreContributionTaskMetadata). As in H2O, all
 * columns together are no more than there are features, so that after the top ones fewer bottom ones may follow.
 */
export function sortedColumns(
  names: readonly string[],
  order: ContributionOrder,
): ContributionColumns {
  const features = names.length - 1;
  const atMost = (n: number) => (n < 0 || n > features ? features : n);
  const top = atMost(order.topN);
  const bottom = Math.min(atMost(order.bottomN), features - top);
  const columns: OutputColumn[] = [];
  for (let n = 1; n <= top; n++) columns.push(...pair('top', n, names));
  for (let n = 1; n <= bottom; n++) columns.push(...pair('bottom', n, names));
  columns.push({ name: 'BiasTerm', kind: 'number' });
  return {
    columns,
    write(contributions, rows, out, first, at) {
      for (let r = 0; r < rows; r++) {
        const row = contributions.subarray(r * names.length, (r + 1) * names.length);
        const shown = composeContributions(row, order);
        for (let i = 0; i < top + bottom; i++) {
          out[first + 2 * i][at + r] = shown[i];
          out[first + 2 * i + 1][at + r] = row[shown[i]];
        }
        out[first + columns.length - 1][at + r] = row[features];
      }
    },
  };
}

function pair(end: 'top' | 'bottom', n: number, names: readonly string[]): OutputColumn[] {
  return [
    { name: `${end}_feature_${n}`, kind: 'categorical', domain: names },
    { name: `${end}_value_${n}`, kind: 'number' },
  ];
}
