import type { Kernels } from '../../engine/kernels.js';
import type { Scorer } from '../algorithm.js';
import { RowFailures } from '../row-failures.js';
import { FactorSearch } from './factors.js';
import type { GlrmRow } from './objective.js';
import type { GlrmData } from './read.js';

/** Most iterations where the caller does not say. */
const DEFAULT_ITERATIONS = 100;

/** GlrmMojoModel: the factors of each row. The random start of a row has the model's seed plus the row's place within the call. */
export function loadGlrm(data: GlrmData, kernels: Kernels, capacity: number): Scorer {
  const input = kernels.block(data.width, capacity);
  const preds = kernels.block(data.rank, capacity);
  const search = new FactorSearch(data);
  const row: GlrmRow = {
    levels: new Float64Array(data.levels.length),
    numbers: new Float64Array(data.numbers.length),
    isMissing: new Uint8Array(data.numbers.length),
  };
  return {
    input,
    preds,
    score(rows, offsets, context) {
      const failures = new RowFailures();
      failures.refuseOffsets(rows, offsets);
      const seed = context?.search.seed ?? data.seed;
      const iterations = context?.search.iterations ?? DEFAULT_ITERATIONS;
      for (let r = 0; r < rows; r++) {
        takeRow(data, input.columns, r, row);
        const place = BigInt(context ? context.place(r) : r);
        search.run(row, seed + place, iterations);
        search.factors.forEach((factor, k) => (preds.columns[k][r] = factor));
      }
      return failures.list();
    },
  };
}

/** GlrmMojoModel.getRowData: levels that the model has no archetypes for are missing. */
function takeRow(
  { levels, numbers }: GlrmData,
  columns: readonly Float64Array[],
  r: number,
  row: GlrmRow,
): void {
  levels.forEach(({ source, levelCount }, c) => {
    const level = columns[source][r];
    row.levels[c] = level >= levelCount ? NaN : level;
  });
  numbers.forEach(({ source, sub, mul }, n) => {
    const number = columns[source][r];
    row.numbers[n] = (number - sub) * mul;
    row.isMissing[n] = Number.isNaN(number) ? 1 : 0;
  });
}
