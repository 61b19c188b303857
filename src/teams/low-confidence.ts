import { ArgumentError } from '../errors.js';
import { runnerUp } from './runner-up.js';
import type { TeamScores } from './team-scores.js';

/** A row of which the team is not sure. */
export interface UnsureRow {
  readonly row: number;
  /** The team's class, and the one that comes next. */
  readonly label: string;
  readonly runnerUp: string;
  /** The summed probabilities of both, and the gap between them: from 0 to the number of members. */
  readonly sum: number;
  readonly gap: number;
}

/**
 * The `most` rows with the smallest gap between the two largest sums, the least sure first; equal ones in the order of rows. Rows
 * without an answer are none of them. Throws ArgumentError for a team of one class. Cost: a sort of all rows.
 */
export function leastSure(scores: TeamScores, most: number): UnsureRow[] {
  const { classes, sums, team } = scores;
  if (classes.length < 2) throw new ArgumentError('scores', 'two classes or more', classes.length);
  const unsure: UnsureRow[] = [];
  team.forEach((label, row) => {
    const next = runnerUp(scores, row);
    if (next < 0) return;
    const sum = sums[label][row];
    const gap = sum - sums[next][row];
    unsure.push({ row, label: classes[label], runnerUp: classes[next], sum, gap });
  });
  return unsure.sort((a, b) => a.gap - b.gap || a.row - b.row).slice(0, most);
}
