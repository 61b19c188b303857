import { makeTable, type MetricTable } from './metrics.js';

export interface Confusion {
  readonly cm: { readonly table: MetricTable };
  readonly meanPerClassError: number;
}

/** The table of actual (rows) by predicted classes, with a last row of totals. */
export function confusionOf(
  domain: readonly string[],
  counts: readonly (readonly number[])[],
): Confusion {
  const totals = counts.map(sum);
  const misses = counts.map((row, c) => totals[c] - row[c]);
  const errors = misses.map((missed, c) => missed / totals[c]);
  const predicted = domain.map((_, c) => sum(counts.map((row) => row[c])));
  const all = sum(totals);
  // The misses of all classes go through a float in H2O, which shows with fractional weights.
  const isWhole = counts.flat().every(Number.isInteger);
  const rate = (missed: number, total: number, digits: number) =>
    [missed, total]
      .map((value) => (isWhole ? value.toLocaleString('en') : value.toFixed(digits)))
      .join(' / ');
  return {
    cm: {
      table: makeTable(
        'Confusion Matrix',
        'Row labels: Actual class; Column labels: Predicted class',
        [
          ...domain.map(
            (level, c) => [level, 'long', [...counts.map((row) => row[c]), predicted[c]]] as const,
          ),
          ['Error', 'double', [...errors, Math.fround(sum(misses)) / all]],
          [
            'Rate',
            'string',
            [...misses.map((missed, c) => rate(missed, totals[c], 4)), rate(sum(misses), all, 2)],
          ],
        ],
      ),
    },
    // A class without rows has no error here, although the table shows none.
    meanPerClassError:
      sum(errors.map((error) => (Number.isNaN(error) ? 0 : error))) / domain.length,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
