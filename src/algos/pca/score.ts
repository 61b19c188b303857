import type { Kernels } from '../../engine/kernels.js';
import type { Scorer } from '../algorithm.js';
import { RowFailures } from '../row-failures.js';
import type { PcaData } from './read.js';

/** PCAMojoModel: component by component the levels' numbers, then (x - sub) * mul times those of the numeric columns. */
export function loadPca(data: PcaData, kernels: Kernels, capacity: number): Scorer {
  const input = kernels.block(data.width, capacity);
  const preds = kernels.block(data.k, capacity);
  const components = Array.from({ length: data.k }, (_, i) =>
    Float64Array.from(data.eigenvectors, (row) => row[i]),
  );
  return {
    input,
    preds,
    score(rows, offsets) {
      const failures = new RowFailures();
      failures.refuseOffsets(rows, offsets);
      preds.columns.forEach((sums, i) => {
        sums.fill(0, 0, rows);
        addLevels(data, input.columns, components[i], rows, sums);
        addNumbers(data, input.columns, components[i], rows, sums);
      });
      return failures.list();
    },
  };
}

/** NA, and a level that training did not see, add nothing. */
function addLevels(
  { cats, permutation, catOffsets, useAllFactorLevels }: PcaData,
  columns: readonly Float64Array[],
  component: Float64Array,
  rows: number,
  sums: Float64Array,
): void {
  const dropped = useAllFactorLevels ? 0 : 1;
  for (let c = 0; c < cats; c++) {
    const column = columns[permutation[c]];
    const values = component.subarray(catOffsets[c], catOffsets[c + 1]);
    for (let r = 0; r < rows; r++) {
      const level = Math.trunc(column[r]) - dropped;
      if (level >= 0 && level < values.length) sums[r] = sums[r] + values[level];
    }
  }
}

function addNumbers(
  { cats, nums, permutation, catOffsets, normSub, normMul }: PcaData,
  columns: readonly Float64Array[],
  component: Float64Array,
  rows: number,
  sums: Float64Array,
): void {
  for (let n = 0; n < nums; n++) {
    const column = columns[permutation[cats + n]];
    const weight = component[catOffsets[cats] + n];
    const sub = normSub[n];
    const mul = normMul[n];
    for (let r = 0; r < rows; r++) sums[r] = sums[r] + (column[r] - sub) * mul * weight;
  }
}
