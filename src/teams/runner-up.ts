import { firstLargest } from './first-largest.js';
import type { TeamScores } from './team-scores.js';

/** The class with the largest sum after the team's: the first of such; -1 where there is none. */
export function runnerUp({ sums, team }: TeamScores, row: number): number {
  const label = team[row];
  if (label < 0) return -1;
  const others: number[] = [];
  for (let c = 0; c < sums.length; c++) if (c !== label) others.push(c);
  return firstLargest(sums, row, others);
}
