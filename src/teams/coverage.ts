import { runnerUp } from './runner-up.js';
import type { TeamScores } from './team-scores.js';

/** How often the team is wrong where it is surest. */
export interface CoveragePoint {
  /** So many of the rows with an answer, those with the largest gaps between the two largest sums... */
  readonly rows: number;
  /** ...that is, with a gap of this or more; -1 where rows without a label are among them... */
  readonly gap: number;
  /** ...have so many errors among them. */
  readonly errors: number;
}

/** Points of the curve. */
const POINTS = 50;

/**
 * Errors among the surest rows, from few rows to all: what is left to people if a team answers only where it is sure. Of equal gaps the
 * later row is the surer one, as in `leastSure`. `answers` as answerCodes gives them. Cost: a sort of all rows.
 */
export function coverage(scores: TeamScores, answers: Int32Array): CoveragePoint[] {
  const gaps = Float64Array.from(answers, (_, row) => gapOf(scores, row));
  const known = [...answers.keys()].filter((row) => answers[row] >= 0);
  known.sort((a, b) => gaps[b] - gaps[a] || b - a);
  const points: CoveragePoint[] = [];
  let errors = 0;
  known.forEach((row, i) => {
    if (scores.team[row] !== answers[row]) errors++;
    const rows = i + 1;
    const isPoint = rows * POINTS >= (points.length + 1) * known.length;
    if (isPoint) points.push({ rows, gap: gaps[row], errors });
  });
  return points;
}

function gapOf(scores: TeamScores, row: number): number {
  const next = runnerUp(scores, row);
  return next < 0 ? -1 : scores.sums[scores.team[row]][row] - scores.sums[next][row];
}
