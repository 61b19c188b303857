import { cell, type Column } from '../../frame/column.js';

/** The texts of some rows of a column of levels; null for NA. */
export function textsAt(column: Column, rows: readonly number[]): (string | null)[] {
  return rows.map((row) => {
    const value = cell(column, row);
    return typeof value === 'string' ? value : null;
  });
}
