import type { Block, Kernels } from '../../engine/kernels.js';
import type { Scorer, WordModel } from '../algorithm.js';
import { RowFailures } from '../row-failures.js';

/** EasyPredictModelWrapper.predictWord2Vec of a sentence: the mean of the vectors of its known words, in floats. */
export function loadWord2Vec(model: WordModel, kernels: Kernels, capacity: number): Scorer {
  const input = new GrowingBlock(capacity);
  const preds = kernels.block(model.vectorSize, capacity);
  const sum = new Float32Array(model.vectorSize);
  return {
    input,
    preds,
    widen: (width) => {
      input.widen(width);
    },
    score(rows, offsets, context) {
      const failures = new RowFailures();
      failures.refuseOffsets(rows, offsets);
      const words = input.columns.slice(0, context?.inputs.width);
      const cells = preds.columns;
      for (let r = 0; r < rows; r++) {
        const count = addVectors(model, words, r, sum);
        for (let i = 0; i < sum.length; i++) {
          cells[i][r] = count > 0 ? Math.fround(sum[i] / count) : NaN;
        }
      }
      return failures.list();
    },
  };
}

/** The sum of the vectors of a row's known words, and how many these are. */
function addVectors(
  { wordCount, vectorSize, vectors }: WordModel,
  words: readonly Float64Array[],
  row: number,
  sum: Float32Array,
): number {
  let count = 0;
  sum.fill(0);
  for (const column of words) {
    const word = column[row];
    if (!(word < wordCount)) continue; // unknown, or NaN: no word
    count++;
    const start = word * vectorSize;
    // Storing into the array rounds to float, as Java does after each sum.
    for (let i = 0; i < vectorSize; i++) sum[i] = sum[i] + vectors[start + i];
  }
  return count;
}

/** Cells for as many columns as an input has; no kernel reads them. */
class GrowingBlock implements Block {
  readonly capacity: number;
  readonly stride: number;
  cells = new Float64Array();
  columns: readonly Float64Array[] = [];

  constructor(capacity: number) {
    this.capacity = capacity;
    this.stride = capacity;
  }

  get width(): number {
    return this.columns.length;
  }

  /** What stood in the cells is gone. */
  widen(width: number): void {
    if (width <= this.width) return;
    const { capacity } = this;
    this.cells = new Float64Array(width * capacity);
    this.columns = Array.from({ length: width }, (_, c) =>
      this.cells.subarray(c * capacity, (c + 1) * capacity),
    );
  }
}
