import type { LoadedModel } from '../algos/algorithm.js';
import { allocate, toColumns, type Answer } from '../answers/answer.js';
import { LimitError, WasmojoError } from '../errors.js';
import type { RefusedRow } from '../frame/adapt.js';
import { Frame } from '../frame/frame.js';
import { frameBlocks } from './frame-blocks.js';
import type { Prediction } from '../categories/prediction-types.js';
import type { RowPredictions } from './row-predictions.js';
import type { ScoringCall } from './scoring-call.js';

/** Answers to the rows of a frame; those of failed rows mean nothing. */
export interface ScoredFrame {
  readonly frame: Frame;
  /** Rows without an answer, by number within the frame. */
  readonly failures: readonly RefusedRow[];
  /** The frame that was scored. */
  readonly input: Frame;
}

/** Called between blocks with the number of rows done; may wait, or throw to stop. */
export type BetweenBlocks = (rows: number) => Promise<void> | void;

/** All rows of a frame, in columns. Memory: the answer and one block. Cost: linear in rows. */
export async function scoreFrame(
  model: LoadedModel,
  answer: Answer,
  frame: Frame,
  call: ScoringCall,
  between?: BetweenBlocks,
): Promise<ScoredFrame> {
  requireRows(answer, frame.rowCount);
  const out = allocate(answer.columns, frame.rowCount);
  const failures: RefusedRow[] = [];
  for (const block of frameBlocks(model, frame, call)) {
    const { from, to, offsets, context } = block;
    failures.push(...block.failures(answer.run(to - from, offsets, out, from, context)));
    const wait = between?.(to);
    // A turn for others only between blocks: the next block is filled afterwards.
    if (wait) await wait;
  }
  const answers = new Frame(toColumns(answer.columns, out), frame.rowCount);
  return { frame: answers, failures, input: frame };
}

/** Throws LimitError where the answer would take too much memory. */
export function requireRows({ columns, maxRows = Infinity }: Answer, rows: number): void {
  if (rows <= maxRows) return;
  const what = `rows of a frame with ${columns.length} columns of answers`;
  throw new LimitError(what, 'rows', maxRows, rows, 'score fewer rows at a time');
}

/** All rows of a frame, as prediction objects, or the error of a row that has none. */
export function predictRows(
  model: LoadedModel,
  predictions: RowPredictions,
  frame: Frame,
  call: ScoringCall,
  firstRow: number,
): (Prediction | WasmojoError)[] {
  const rows: (Prediction | WasmojoError)[] = [];
  for (const block of frameBlocks(model, frame, call)) {
    const { from, to, offsets, context } = block;
    const failures = predictions.score(to - from, offsets, context);
    const errors = new Map(block.failures(failures).map((failure) => [failure.row, failure]));
    for (let row = from; row < to; row++) {
      rows.push(errors.get(row)?.error(firstRow + row) ?? predictions.get(row - from));
    }
  }
  return rows;
}
