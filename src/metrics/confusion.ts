import { fixed } from './fixed.js';
import { makeTable, type MetricTable } from './metrics.js';

export interface Confusion {
  readonly cm: { readonly table: MetricTable };
  readonly meanPerClassError: number;
}

/** The table of actual (rows) by predicted classes, with a last row of totals (hex.ConfusionMatrix). */
export function confusionOf(
  domain: readonly string[],
  counts: readonly (readonly number[])[],
): Confusion {
  const totals = counts.map(sum);
  const misses = counts.map((row, c) => totals[c] - row[c]);
  const errors = misses.map((missed, c) => missed / totals[c]);
  const predicted = domain.map((_, c) => sum(counts.map((row) => row[c])));
  const [missed, all] = [sum(misses), sum(totals)];
  const isWhole = counts.flat().every(Number.isInteger);
  const [type, format] = isWhole ? (['long', '%d'] as const) : (['double', '%.2f'] as const);
  const rate = (part: number, of: number, digits: number) =>
    isWhole
      ? `${part.toLocaleString('en')} / ${of.toLocaleString('en')}`
      : `${fixed(part, digits)} / ${fixed(of, digits)}`;
  const rates = misses.map((part, c) => rate(part, totals[c], 4));
  const width = Math.max(...[...rates, rate(missed, all, 4)].map((text) => text.length));
  return {
    cm: {
      table: makeTable(
        'Confusion Matrix',
        'Row labels: Actual class; Column labels: Predicted class',
        [
          ...domain.map(
            (level, c) =>
              [level, type, [...counts.map((row) => row[c]), predicted[c]], format] as const,
          ),
          // The misses of all classes go through a float in H2O, which shows with fractional weights.
          ['Error', 'double', [...errors, Math.fround(missed) / all], '%.4f'],
          ['Rate', 'string', [...rates, rate(missed, all, 2)], `= %${width}s`],
        ],
        (header) => header,
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
