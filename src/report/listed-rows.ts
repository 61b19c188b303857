import type { TeamPart } from './data.js';

/** Rows of a list that are drawn: more are no longer looked at. */
export const MOST_DRAWN = 120;

/** Rows that a report draws: the first that nobody has right, and those of which the team is least sure. */
export function listedRows(tables: TeamPart['tables']): readonly number[] {
  const nobody = 'nobodyRight' in tables ? tables.nobodyRight.slice(0, MOST_DRAWN) : [];
  const unsure = tables.leastSure.slice(0, MOST_DRAWN).map(({ row }) => row);
  return [...new Set([...nobody, ...unsure])];
}
