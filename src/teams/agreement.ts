import type { TeamScores } from './team-scores.js';

/** Who says the same as whom. */
export interface Agreement {
  /** `pairs[a][b]`: rows in which members a and b give the same class. */
  readonly pairs: readonly (readonly number[])[];
  /** Rows in which all members do. */
  readonly unanimous: number;
}

/** Cost: rows times the square of the members. A row without an answer agrees with nothing. */
export function agreement({ labels, rowCount }: TeamScores): Agreement {
  const pairs = labels.map((a) => labels.map((b) => same(a, b)));
  let unanimous = 0;
  for (let row = 0; row < rowCount; row++) {
    const first = labels[0][row];
    if (first >= 0 && labels.every((label) => label[row] === first)) unanimous++;
  }
  return { pairs, unanimous };
}

function same(a: Int32Array, b: Int32Array): number {
  let rows = 0;
  for (let row = 0; row < a.length; row++) if (a[row] >= 0 && a[row] === b[row]) rows++;
  return rows;
}
