// Contenders that answer differently are not compared.

/**
 * The largest relative difference of any number to those of the first contender. Throws when one is above `tolerance`, or when a
 * label or cluster (the first number) is another one.
 */
export function checkAgreement(tolerance, answers) {
  const [first, ...others] = answers;
  let largest = 0;
  for (const other of others) {
    const refuse = (row, what) => {
      throw new Error(
        `answers differ in row ${row}: ${first.name} gives ${first.rows[row]}, ${other.name} ${other.rows[row]} (${what})`,
      );
    };
    if (other.rows.length !== first.rows.length) {
      throw new Error(`${other.name} answers ${other.rows.length} rows of ${first.rows.length}`);
    }
    first.rows.forEach((expected, row) => {
      const got = other.rows[row];
      if (got.length !== expected.length) refuse(row, 'number of values');
      expected.forEach((value, i) => {
        const difference = relativeDifference(value, got[i]);
        if (!(difference <= (isLabel(i, expected) ? 0 : tolerance))) refuse(row, `value ${i}`);
        largest = Math.max(largest, difference);
      });
    });
  }
  return largest;
}

/** A single value is a regression's or a cluster; in front of probabilities stands a label. */
function isLabel(i, values) {
  return i === 0 && values.length > 1;
}

function relativeDifference(a, b) {
  if (Object.is(a, b) || a === b) return 0;
  return Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
}
