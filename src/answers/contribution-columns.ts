import type { OutputArrays, OutputColumn } from './answer.js';
import { composeContributions, type ContributionOrder } from './contribution-order.js';

/** The columns of one sum, and how they are filled from its contributions. */
export interface ContributionColumns {
  readonly columns: readonly OutputColumn[];
  /** Writes the columns of one row from `first` on. */
  write(contributions: Float32Array, out: OutputArrays, first: number, at: number): void;
}

/** A column each. */
export function allColumns(names: readonly string[]): ContributionColumns {
  return {
    columns: names.map((name) => ({ name, kind: 'number' })),
    write(contributions, out, first, at) {
      contributions.forEach((value, c) => {
        out[first + c][at] = value;
      });
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
    write(contributions, out, first, at) {
      const shown = composeContributions(contributions, order);
      for (let i = 0; i < top + bottom; i++) {
        out[first + 2 * i][at] = shown[i];
        out[first + 2 * i + 1][at] = contributions[shown[i]];
      }
      out[first + columns.length - 1][at] = contributions[features];
    },
  };
}

function pair(end: 'top' | 'bottom', n: number, names: readonly string[]): OutputColumn[] {
  return [
    { name: `${end}_feature_${n}`, kind: 'categorical', domain: names },
    { name: `${end}_value_${n}`, kind: 'number' },
  ];
}
