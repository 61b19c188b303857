// Contenders that answer differently are not compared.

/** Rows whose answers are compared. */
export const CHECKED_ROWS = 5000;

/**
 * The largest difference of any number of `got` to that of `expected` (both { name, width, values }), relative, or absolute where `absolute`.
 * Throws when it is above `tolerance`, when a label or cluster (the first number) is another one, or the shapes differ.
 */
export function checkAgreement(expected, got, { tolerance, absolute = false }) {
  const { width } = expected;
  if (got.width !== width || got.values.length !== expected.values.length) {
    const shape = ({ values, width: w }) => `${values.length / w} rows of ${w} number(s)`;
    throw new Error(`${got.name} answers ${shape(got)}, ${expected.name} ${shape(expected)}`);
  }
  // A single value is a regression's or a cluster; in front of two or more probabilities stands a label.
  const labelled = expected.labelled ?? false;
  let largest = 0;
  expected.values.forEach((value, at) => {
    const other = got.values[at];
    const difference = (absolute ? absoluteDifference : relativeDifference)(value, other);
    const allowed = labelled && at % width === 0 ? 0 : tolerance;
    if (!(difference <= allowed)) {
      const row = Math.floor(at / width);
      throw new Error(
        `answers differ in row ${row}: ${expected.name} gives ${value}, ${got.name} ${other} (value ${at % width})`,
      );
    }
    largest = Math.max(largest, difference);
  });
  return largest;
}

/** Answers without their labels: the last column only. */
export function lastColumn({ name, width, values }) {
  return { name, width: 1, values: values.filter((_, at) => at % width === width - 1) };
}

function absoluteDifference(a, b) {
  return Object.is(a, b) ? 0 : Math.abs(a - b);
}

function relativeDifference(a, b) {
  if (Object.is(a, b) || a === b) return 0;
  return Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
}
