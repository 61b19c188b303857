import type { LoadedModel, RowFailure } from '../algos/algorithm.js';
import { allocate, toColumns, type Answer } from '../answers/answer.js';
import { LimitError, WasmojoError } from '../errors.js';
import type { RefusedRow } from '../frame/adapt.js';
import { Frame } from '../frame/frame.js';
import { NamedMatrix } from '../frame/number-matrix.js';
import { AnswerRows } from './answer-rows.js';
import { frameBlocks, type AsTheyLie, type FilledBlock } from './frame-blocks.js';
import type { Prediction } from '../categories/prediction-types.js';
import type { RowPredictions } from './row-predictions.js';
import type { ScoringCall } from './scoring-call.js';

/** 2 GiB: engines refuse much longer arrays. Columns have each its own. */
const MAX_MATRIX_CELLS = 2 ** 28;

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
  const out = makeOut(model, answer, frame.rowCount);
  const failures: RefusedRow[] = [];
  for (const block of frameBlocks(model, frame, call, out.asTheyLie)) {
    failures.push(...block.failures(out.score(block)));
    const { to } = block;
    const wait = between?.(to);
    // A turn for others only between blocks: the next block is filled afterwards.
    if (wait) await wait;
  }
  return { frame: out.frame(), failures, input: frame };
}

/** Where the answers to a frame's rows go. */
interface Out {
  /** What is best taken as it lies. */
  readonly asTheyLie: AsTheyLie;
  score(block: FilledBlock): readonly RowFailure[];
  frame(): Frame;
}

function makeOut({ kernels }: LoadedModel, answer: Answer, rowCount: number): Out {
  const { columns, rows, readsColumns = false } = answer;
  const width = columns.length;
  if (rows && rowCount * width <= MAX_MATRIX_CELLS) {
    const out = new AnswerRows(rows, answer, rowCount);
    return {
      asTheyLie: { rows: true, columns: readsColumns },
      score: ({ from, to, lyingRows, lyingColumns }) => {
        out.score(from, to, lyingRows ?? lyingColumns);
        return [];
      },
      frame: () =>
        new Frame(
          new NamedMatrix(
            out.cells,
            columns.map(({ name }) => name),
            kernels.turn,
          ),
        ),
    };
  }
  const out = allocate(columns, rowCount);
  return {
    asTheyLie: { rows: false, columns: readsColumns },
    score: ({ from, to, offsets, context, lyingColumns }) =>
      answer.run(to - from, offsets, out, from, context, lyingColumns),
    frame: () => new Frame(toColumns(columns, out), rowCount),
  };
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
