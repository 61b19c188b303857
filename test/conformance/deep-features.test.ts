// Hidden layers of every network against H2O itself.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadMojo, readCsv } from '../../src/node.js';
import { BACKENDS } from '../support/backends.js';
import { CHOSEN_CASES, readText } from '../support/cases.js';
import { parsePlainCsv } from '../support/plain-csv.js';

/** Rows whose numbers H2O's own CSV parser reads otherwise than Java's library, or that overflow. */
const UNLIKE = /Infinity|e10|e308|e38|1e6|abc|"12,5"| 4\.5 |[A-Z]{2,} ,|NaN/;

describe.each(BACKENDS)('deep features on %s', (backend) => {
  // H2O's own scorer and its Java library encode eigen columns differently; wasmojo does as the library.
  for (const golden of CHOSEN_CASES.filter(({ name }) => name !== 'deeplearning/enc_eigen')) {
    for (const layer of [1, 2, 3]) {
      const expected = readText(golden, `deepfeatures_${layer}.csv`);
      if (expected === undefined || golden.meta.expect !== 'answers') continue;
      it(`${golden.name} layer ${layer}`, async () => {
        const model = await loadMojo(readFileSync(golden.mojo), { backend });
        const input = readText(golden, 'input.csv')!;
        const frame = await readCsv(Buffer.from(input), { model });
        const rows = parsePlainCsv(expected);
        const stream = model.answerStream([frame], { kind: 'deep-features', layer });
        for await (const { frame: features } of stream) {
          expect(features.names).toEqual(rows[0]);
          const lines = input.split('\n').slice(1);
          let compared = 0;
          rows.slice(1).forEach((row, r) => {
            if (UNLIKE.test(lines[r])) return;
            compared++;
            features.columns.forEach((column, c) => {
              const value = (column as { values: Float64Array }).values[r];
              expect(
                Math.abs(value - Number(row[c])),
                `row ${r}, ${column.name}`,
              ).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(value)));
            });
          });
          expect(compared).toBeGreaterThan(20);
        }
        model.dispose();
      });
    }
  }
});
