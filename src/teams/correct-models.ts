import type { TeamScores } from './team-scores.js';

/** How many members are right in each row ("cmc"), -1 where the right class is not known. `answers` as answerCodes gives them. */
export function correctModels(scores: TeamScores, answers: Int32Array): Int32Array {
  return answers.map((answer, row) =>
    answer < 0
      ? -1
      : scores.labels.reduce((sum, label) => sum + (label[row] === answer ? 1 : 0), 0),
  );
}

/** A line of the table of correct models. */
export interface CorrectModelsRow {
  /** So many members are right... */
  readonly models: number;
  /** ...in so many rows, */
  readonly rows: number;
  /** and so many or fewer in these. */
  readonly cumulative: number;
}

/** The table of `counts`, from no member to all of them. */
export function correctModelsTable(counts: Int32Array, members: number): CorrectModelsRow[] {
  const rows = new Array<number>(members + 1).fill(0);
  for (const count of counts) if (count >= 0) rows[count]++;
  let cumulative = 0;
  return rows.map((n, models) => ({ models, rows: n, cumulative: (cumulative += n) }));
}
