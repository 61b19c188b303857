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
  let cells = new Float32Array(names.length);
  // Made when it is first needed: it has the square of the cells.
  let pairs: Float64Array | undefined;
  const aggregate = (out: Float32Array, row: number) => {
    const to = row * (width + 1);
    const from = row * names.length;
    out.fill(0, to, to + width);
    for (let cell = 0; cell < cellCount; cell++) out[to + columns.of[cell]] += cells[from + cell];
    out[to + width] = cells[from + cellCount];
  };
  return {
    names: [...columns.names, 'BiasTerm'],
    classes,
    of(input, first, rows, out, sum) {
      if (cells.length < rows * names.length) cells = new Float32Array(rows * names.length);
      contributions.of(input, first, rows, cells, sum);
      for (let row = 0; row < rows; row++) aggregate(out, row);
    },
    interactionsOf(input, row, matrix, out, sum) {
      pairs ??= new Float64Array(cellCount * cellCount);
      contributions.interactionsOf(input, row, pairs, cells, sum);
      aggregate(out, 0);
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
