// The blocks of a frame, through offset column and input rules, into a scorer's input. One way for everything that
// scores frames: the library's predict, streams, JSON lines.
import type { BlockContext, LoadedModel, RowFailure } from '../algos/algorithm.js';
import { adapt, type RefusedRow } from '../frame/adapt.js';
import type { Frame } from '../frame/frame.js';
import { readOffsets } from './offsets.js';
import { bindInputs, type ScoringCall } from './scoring-call.js';

/** Rows from .. to - 1 of a frame stand in the scorer's input. */
export interface FilledBlock {
  readonly from: number;
  readonly to: number;
  readonly offsets: Float64Array | undefined;
  readonly context: BlockContext;
  /** One failure a row, of this block's scoring and of its input, by number within the frame. */
  failures(scoring: readonly RowFailure[]): RefusedRow[];
}

/**
 * Fills the scorer's input block by block. Whoever takes a block scores it and reads the results before asking for the next;
 * nothing else may use the scorer in between.
 */
export function* frameBlocks(
  model: LoadedModel,
  frame: Frame,
  call: ScoringCall,
): Generator<FilledBlock> {
  const inputs = bindInputs(model, frame.names);
  const { input } = model.scorer;
  const adapted = adapt(frame, inputs, call.rules, call.counter);
  const unreadableRows = frame.origin.unreadable ?? [];
  const { offsetColumn } = model.info;
  const offsets = offsetColumn === undefined ? undefined : readOffsets(frame, offsetColumn);
  for (let from = 0; from < frame.rowCount; from += input.capacity) {
    const to = Math.min(from + input.capacity, frame.rowCount);
    const unreadable = unreadableRows.filter(({ row }) => row >= from && row < to);
    const refused = onePerRow([adapted.fill(input.columns, from, to), unreadable]);
    const offset = offsets?.read(from, to);
    yield {
      from,
      to,
      offsets: offset?.values,
      context: call.nextBlock(
        inputs,
        to - from,
        refused.map(({ row }) => row - from),
      ),
      failures: (scoring) => {
        const failed = scoring.map(({ row, error }) => ({ row: row + from, error }));
        return onePerRow([failed, refused, offset?.refused ?? [], unreadable]);
      },
    };
  }
}

/** Of several failures of a row the one of the last list; sorted by row. */
function onePerRow(lists: readonly (readonly RefusedRow[])[]): RefusedRow[] {
  if (lists.every((list) => list.length === 0)) return [];
  const byRow = new Map<number, RefusedRow>();
  for (const failure of lists.flat()) byRow.set(failure.row, failure);
  return [...byRow.values()].sort((a, b) => a.row - b.row);
}
