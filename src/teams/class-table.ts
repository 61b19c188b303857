/** How often labels are right, in all and by class. */
export interface LabelCounts {
  /** Rows whose right class is known. */
  readonly rows: number;
  readonly errors: number;
  readonly errorRate: number;
  /** `confusion[actual][label]`, rows. */
  readonly confusion: readonly (readonly number[])[];
  /** Of each class: rows that are of it, and errors among them; the rate of a class without rows is NaN. */
  readonly perClass: readonly ClassCounts[];
}

export interface ClassCounts {
  readonly class: string;
  readonly rows: number;
  readonly errors: number;
  readonly errorRate: number;
}

/** `answers` and `labels` as places among `classes`; a row with another answer, or without label, is an error that no table shows. */
export function labelCounts(
  classes: readonly string[],
  answers: Int32Array,
  labels: Int32Array,
): LabelCounts {
  const confusion = classes.map(() => new Array<number>(classes.length).fill(0));
  const rowsOf = new Array<number>(classes.length).fill(0);
  let [rows, right] = [0, 0];
  answers.forEach((answer, row) => {
    if (answer < 0) return;
    rows++;
    const label = labels[row];
    if (label === answer) right++;
    if (answer >= classes.length) return;
    rowsOf[answer]++;
    if (label >= 0) confusion[answer][label]++;
  });
  const errors = rows - right;
  const perClass = classes.map((level, c): ClassCounts => {
    const missed = rowsOf[c] - confusion[c][c];
    return { class: level, rows: rowsOf[c], errors: missed, errorRate: missed / rowsOf[c] };
  });
  return { rows, errors, errorRate: errors / rows, confusion, perClass };
}
