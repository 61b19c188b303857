import type { Block, Kernels } from '../../engine/kernels.js';
import type { Scorer } from '../algorithm.js';
import { RowFailures } from '../row-failures.js';
import { interactionLevel } from './interaction.js';
import type { EncodedColumn, TargetEncoderData } from './read.js';

/** TargetEncoderMojoModel.score0: the numbers of each encoded column, column by column. */
export function loadTargetEncoder(
  data: TargetEncoderData,
  kernels: Kernels,
  capacity: number,
): Scorer {
  const input = kernels.block(data.width, capacity);
  const preds = kernels.block(data.outputNames.length, capacity);
  return {
    input,
    preds,
    score(rows, offsets) {
      const failures = new RowFailures();
      failures.refuseOffsets(rows, offsets);
      data.columns.forEach((column, i) => {
        const first = i * data.targetCount;
        const outputs = preds.columns.slice(first, first + data.targetCount);
        encodeColumn(column, input, rows, outputs, failures);
      });
      return failures.list();
    },
  };
}

function encodeColumn(
  { name, source, encoded }: EncodedColumn,
  input: Block,
  rows: number,
  outputs: readonly Float64Array[],
  failures: RowFailures,
): void {
  const cells = input.columns;
  for (let r = 0; r < rows; r++) {
    const level =
      source.kind === 'column' ? cells[source.column][r] : interactionLevel(source, cells, r);
    const values = Number.isNaN(level) ? encoded.missing : encoded.byLevel.get(Math.trunc(level));
    if (values === undefined) {
      const what = Number.isNaN(level) ? 'NA' : `level ${Math.trunc(level)}`;
      failures.add(r, `the model has no encoding of ${what}`, name);
      continue;
    }
    for (let t = 0; t < outputs.length; t++) outputs[t][r] = values[t];
  }
}
