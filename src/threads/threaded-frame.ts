import type { LoadedModel, RowFailure } from '../algos/algorithm.js';
import { allocate, toColumns, type Answer } from '../answers/answer.js';
import { ScoringError } from '../errors.js';
import type { RefusedRow } from '../frame/adapt.js';
import { Frame } from '../frame/frame.js';
import { FrameRows, type FilledBlock } from '../scoring/frame-blocks.js';
import { nextTurn } from '../scoring/next-turn.js';
import { requireRows, type ScoredFrame } from '../scoring/score-frame.js';
import type { ScoringCall } from '../scoring/scoring-call.js';
import type { BlockRows } from './block-rows.js';
import type { FailedRow } from './messages.js';
import { MIN_PIECE_ROWS } from './slot.js';
import type { ThreadCall } from './thread-call.js';
import type { FreeSlot } from './worker-slots.js';

/** For so long this thread may work without a turn for others. */
const TURN_MILLISECONDS = 8;

/** What all frames of a call on several threads have in common. */
export interface ThreadedScoring {
  readonly model: LoadedModel;
  readonly answer: Answer;
  readonly call: ScoringCall;
  readonly workers: ThreadCall;
  readonly blocks: BlockRows;
  /** Threads that are to share the work, this one included. */
  readonly threads: number;
  readonly signal: AbortSignal | undefined;
  /** Is told how many rows were scored. */
  readonly scored: (rows: number) => void;
}

/**
 * A frame that several threads score. This thread fills the slots of workers in the order of the rows, and scores a block itself whenever no
 * slot is free. Answers are written to where they belong, in whatever order they come.
 */
export class ThreadedFrame {
  readonly #scoring: ThreadedScoring;
  readonly #rows: FrameRows;
  readonly #frame: Frame;
  readonly #out;
  /** Of each piece, in the order of the rows. */
  readonly #failures: (readonly RefusedRow[])[] = [];
  #unfinished = 0;

  /** Throws LimitError where the answer would take too much memory, MissingColumnError as FrameRows. */
  constructor(scoring: ThreadedScoring, frame: Frame) {
    requireRows(scoring.answer, frame.rowCount);
    this.#scoring = scoring;
    this.#frame = frame;
    this.#rows = new FrameRows(scoring.model, frame, scoring.call);
    this.#out = allocate(scoring.answer.columns, frame.rowCount);
  }

  /** Resolves when all rows are with some thread. Throws the signal's reason, ThreadError. */
  async handOut(): Promise<void> {
    const { workers, signal } = this.#scoring;
    let turn = performance.now();
    while (this.#rows.left > 0) {
      signal?.throwIfAborted();
      const slot = workers.takeFree();
      if (slot) this.#handOver(slot);
      else this.#scoreBlock();
      if (performance.now() - turn < TURN_MILLISECONDS) continue;
      await nextTurn();
      turn = performance.now();
    }
  }

  /** The answers, when all threads have done. Throws as handOut. */
  async result(): Promise<ScoredFrame> {
    const { workers, signal, answer } = this.#scoring;
    const aborted = abortOf(signal);
    try {
      while (this.#unfinished > 0) {
        workers.check();
        signal?.throwIfAborted();
        await Promise.race([workers.change(), aborted.happened]);
      }
    } finally {
      aborted.forget();
    }
    const frame = new Frame(toColumns(answer.columns, this.#out), this.#frame.rowCount);
    return { frame, failures: this.#failures.flat(), input: this.#frame };
  }

  #handOver(slot: FreeSlot): void {
    const block = this.#rows.take(slot.cells, this.#pieceRows());
    const { from, to } = block;
    const piece = this.#failures.push([]) - 1;
    this.#unfinished++;
    slot.run(block, ({ out, failures, milliseconds }) => {
      this.#out.forEach((column, c) => column.set(out[c].subarray(0, to - from), from));
      this.#unfinished--;
      this.#finish(piece, block, failures.map(toFailure), milliseconds);
    });
  }

  #scoreBlock(): void {
    const { model, answer } = this.#scoring;
    const { input } = model.scorer;
    const block = this.#rows.take(input.columns, this.#pieceRows());
    const { from, to, offsets, context } = block;
    const piece = this.#failures.push([]) - 1;
    const started = performance.now();
    const failures = answer.run(to - from, offsets, this.#out, from, context);
    this.#finish(piece, block, failures, performance.now() - started);
  }

  #finish(
    piece: number,
    block: FilledBlock,
    failures: readonly RowFailure[],
    milliseconds: number,
  ): void {
    const rows = block.to - block.from;
    this.#failures[piece] = block.failures(failures);
    this.#scoring.blocks.learn(rows, milliseconds);
    this.#scoring.scored(rows);
  }

  /** Towards the end pieces become smaller, so that all threads end at about the same time. */
  #pieceRows(): number {
    const { workers, threads, blocks } = this.#scoring;
    const share = this.#rows.left / (3 * threads);
    const rows = Math.ceil(share / MIN_PIECE_ROWS) * MIN_PIECE_ROWS;
    return Math.min(rows, workers.slotRows, blocks.rows);
  }
}

function toFailure({ row, reason, column }: FailedRow): RowFailure {
  return { row, error: (n) => new ScoringError(reason, { row: n, column }) };
}

/** A promise that resolves when the signal says so, and how to give up waiting. */
function abortOf(signal: AbortSignal | undefined) {
  let forget = (): void => undefined;
  const happened = new Promise<void>((resolve) => {
    const stop = () => resolve();
    signal?.addEventListener('abort', stop, { once: true });
    forget = () => signal?.removeEventListener('abort', stop);
  });
  return { happened, forget };
}
