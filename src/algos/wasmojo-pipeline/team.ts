import type { Block } from '../../engine/kernels.js';
import { firstLargest } from '../../teams/first-largest.js';
import { countVotes, voteOf } from '../../teams/votes.js';
import type { Team } from './members.js';

/** What a member says of the rows of a block. */
export interface MemberScores {
  readonly preds: Block;
  /** For each class of the team, or its one value, the cell of the member's prediction. */
  readonly outputs: readonly number[];
}

/**
 * Fills `preds`: the means of the members' values, or of their probabilities of each class, and in front of these the class by the
 * rule of the team. Sums are made in the order of the members.
 */
export function decide(
  team: Team,
  members: readonly MemberScores[],
  preds: Block,
  rows: number,
): void {
  const { rule, tie, classes } = team;
  const all = preds.columns.slice(rule === 'mean' ? 0 : 1);
  const said = members.map(({ preds: { columns }, outputs }) =>
    outputs.map((cell) => columns[cell]),
  );
  all.forEach((sums, c) => {
    said.forEach((columns, i) => {
      if (i === 0) sums.set(columns[c].subarray(0, rows));
      else for (let r = 0; r < rows; r++) sums[r] += columns[c][r];
    });
  });
  if (rule !== 'mean') {
    const label = preds.columns[0];
    const among = Array.from({ length: classes }, (_, c) => c);
    if (rule === 'sum') for (let r = 0; r < rows; r++) label[r] = firstLargest(all, r, among);
    else {
      const labels = said.map((columns) =>
        Int32Array.from({ length: rows }, (_, r) => firstLargest(columns, r, among)),
      );
      for (let r = 0; r < rows; r++) {
        label[r] = voteOf(countVotes(labels, classes, r), all, r, tie);
      }
    }
  }
  for (const sums of all) for (let r = 0; r < rows; r++) sums[r] /= members.length;
}
