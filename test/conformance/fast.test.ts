// Single precision against exact scoring, for every network of the corpus.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadMojo, readCsv, type AnswerKind, type Model } from '../../src/node.js';
import { BACKENDS } from '../support/backends.js';
import { CHOSEN_CASES, readText } from '../support/cases.js';

/** Of 1 and more: docs/library.md. A reconstruction is measured by its column's range. */
const TOLERANCE = 5e-6;

/** Rows with numbers so great that the exponentials of two logits are not near each other any more. */
const EXTREME = /e10|e308|e38|1e6/;

const NETWORKS = CHOSEN_CASES.filter(
  ({ name, meta }) => /^(deeplearning|autoencoder)\//.test(name) && meta.expect === 'answers',
);

describe.each(BACKENDS.filter((name) => name !== 'js' && name !== 'wasm-scalar'))(
  'fast on %s',
  (backend) => {
    it.each(NETWORKS)('$name', async (golden) => {
      using model = await loadMojo(readFileSync(golden.mojo), { backend });
      const text = readText(golden, 'input.csv')!;
      const lines = text.split('\n').slice(1);
      const frame = await readCsv(Buffer.from(text), { model });
      for (const kind of answersOf(model)) {
        const [exact, fast] = await Promise.all(
          (['exact', 'fast'] as const).map(async (precision) => {
            const options = { convertInvalidNumbersToNa: true, precision };
            const stream = model.answerStream([frame], kind, undefined, options);
            for await (const answer of stream) return answer;
            throw new Error('no answer');
          }),
        );
        expect(fast.failures.map(({ row }) => row)).toEqual(exact.failures.map(({ row }) => row));
        const failed = new Set(exact.failures.map(({ row }) => row));
        exact.frame.columns.forEach((column, c) => {
          if (column.kind !== 'number') return;
          const other = fast.frame.columns[c] as typeof column;
          // Rows that are not compared must not stretch what the others are measured by.
          const compared = (row: number) => !failed.has(row) && !EXTREME.test(lines[row]);
          const sizes = Array.from(column.values, Math.abs).filter((_, row) => compared(row));
          const size = Math.max(1, ...sizes.filter(Number.isFinite));
          column.values.forEach((x, row) => {
            if (!compared(row) || Object.is(x, other.values[row])) return;
            const off = Math.abs(other.values[row] - x) / size;
            expect(off, `${kind.kind}, ${column.name}, row ${row}: ${x}`).toBeLessThanOrEqual(
              TOLERANCE,
            );
          });
        });
      }
    });
  },
);

function answersOf(model: Model): AnswerKind[] {
  const kinds: AnswerKind[] = [{ kind: 'prediction' }, { kind: 'deep-features', layer: 1 }];
  if (model.modelCategory === 'AutoEncoder') {
    kinds.push({ kind: 'reconstruction-error', perFeature: true });
  }
  return kinds;
}
