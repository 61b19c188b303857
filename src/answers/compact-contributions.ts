import type { Contributions } from '../algos/algorithm.js';

/**
 * Contributions by column in place of one-hot cells (MutableOneHotEncoderFVec.decodeAggregate): sums in float, cell by cell. Interactions
 * are the sums over all pairs of cells. Contributions that are by column already stay as they are.
 */
export function compactContributions(contributions: Contributions): Contributions {
  const { names, classes, columns } = contributions;
  if (columns === undefined) return contributions;
  const cellCount = names.length - 1;
  const width = columns.names.length;
  const cells = new Float32Array(names.length);
  // Made when it is first needed: it has the square of the cells.
  let pairs: Float64Array | undefined;
  const aggregate = (out: Float32Array) => {
    out.fill(0);
    for (let cell = 0; cell < cellCount; cell++) out[columns.of[cell]] += cells[cell];
    out[width] = cells[cellCount];
  };
  return {
    names: [...columns.names, 'BiasTerm'],
    classes,
    of(input, row, out, sum) {
      contributions.of(input, row, cells, sum);
      aggregate(out);
    },
    interactionsOf(input, row, matrix, out, sum) {
      pairs ??= new Float64Array(cellCount * cellCount);
      contributions.interactionsOf(input, row, pairs, cells, sum);
      aggregate(out);
      matrix.fill(0, 0, width * width);
      for (let a = 0; a < cellCount; a++) {
        const columnA = columns.of[a];
        matrix[columnA * width + columnA] += pairs[a * cellCount + a];
        // (a, b) and (b, a) are equal: adding them in one order keeps the sums equal, too.
        for (let b = a + 1; b < cellCount; b++) {
          const pair = pairs[a * cellCount + b];
          matrix[columnA * width + columns.of[b]] += pair;
          matrix[columns.of[b] * width + columnA] += pair;
        }
      }
    },
  };
}
