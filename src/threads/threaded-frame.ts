import type { LoadedModel, RowFailure } from '../algos/algorithm.js';
import { allocate, toColumns, type Answer } from '../answers/answer.js';
import { ArgumentError, ScoringError } from '../errors.js';
import type { RefusedRow } from '../frame/adapt.js';
import { Frame } from '../frame/frame.js';
import { FrameRows, type FilledBlock } from '../scoring/frame-blocks.js';
import { nextTurn } from '../scoring/next-turn.js';
import { requireRows, type ScoredFrame } from '../scoring/score-frame.js';
import type { ScoringCall } from '../scoring/scoring-call.js';
import type { BlockRows } from './block-rows.js';
import type { FailedRow } from './messages.js';
import type { Progress } from './progress.js';
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
  readonly progress: Progress;
}

/**
 * A frame that several threads score. This thread hands rows to workers in their order, and scores a block itself whenever no slot is
 * free. Answers are written to where they belong, in whatever order they come.
 */
export class ThreadedFrame {
  readonly #scoring: ThreadedScoring;
  readonly #rows: FrameRows;
  readonly #frame: Frame;
  readonly #out;
  /** Of each piece, in the order of the rows. */
  readonly #failures: (readonly RefusedRow[])[] = [];
  /** The frame as it lies, if that is what a scorer of this back end reads. */
  readonly #columns: readonly Float64Array[] | undefined;
  #unfinished = 0;

  /** Throws LimitError where the answer would take too much memory, MissingColumnError as FrameRows. */
  constructor(scoring: ThreadedScoring, frame: Frame) {
    requireRows(scoring.answer, frame.rowCount);
    this.#scoring = scoring;
    this.#frame = frame;
    this.#rows = new FrameRows(scoring.model, frame, scoring.call);
    this.#columns = this.#rows.columnsAsTheyLie(scoring.model.scorer.input.width);
    this.#out = allocate(scoring.answer.columns, frame.rowCount);
  }

  /** Resolves when all rows are with some thread. Throws the signal's reason, ThreadError. */
  async handOut(): Promise<void> {
    const { workers, signal, progress } = this.#scoring;
    const lent = this.#lent;
    for (;;) {
      signal?.throwIfAborted();
      workers.check();
      const done = lent ? workers.lend(this.#still(lent), () => this.#turn()) : this.#turn();
      progress.tell();
      if (done) return;
      await nextTurn();
    }
  }

  /** The columns, which the program may have shortened since the last turn: by detaching them, for instance. */
  #still(columns: readonly Float64Array[]): readonly Float64Array[] {
    const { rowCount } = this.#frame;
    for (const { length } of columns) {
      if (length < rowCount)
        throw new ArgumentError('frame', `columns of ${rowCount} rows until it is scored`, length);
    }
    return columns;
  }

  /** Hands out rows for a while. Whether all are with some thread. */
  #turn(): boolean {
    const { workers } = this.#scoring;
    const end = performance.now() + TURN_MILLISECONDS;
    while (this.#rows.left > 0) {
      const slot = workers.takeFree();
      if (slot) this.#handOver(slot);
      else this.#scoreBlock();
      if (performance.now() > end) return false;
    }
    return this.#lent === undefined || workers.awaitTaken(end);
  }

  /** What is lent to workers. */
  get #lent(): readonly Float64Array[] | undefined {
    return this.#scoring.workers.lends ? this.#columns : undefined;
  }

  /** The answers, when all threads have done. Throws as handOut. */
  async result(): Promise<ScoredFrame> {
    const { workers, signal, answer, progress } = this.#scoring;
    const aborted = abortOf(signal);
    try {
      while (this.#unfinished > 0) {
        workers.check();
        signal?.throwIfAborted();
        await Promise.race([workers.change(), aborted.happened]);
        progress.tell();
      }
    } finally {
      aborted.forget();
    }
    const frame = new Frame(toColumns(answer.columns, this.#out), this.#frame.rowCount);
    return { frame, failures: this.#failures.flat(), input: this.#frame };
  }

  #handOver(slot: FreeSlot): void {
    const block = this.#rows.take(this.#lent ? undefined : slot.cells, this.#pieceRows());
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
    const lying = answer.readsColumns && this.#columns;
    const block = this.#rows.take(
      lying ? undefined : model.scorer.input.columns,
      this.#pieceRows(),
    );
    const { from, to, offsets, context, lyingColumns } = block;
    const piece = this.#failures.push([]) - 1;
    const started = performance.now();
    const failures = answer.run(to - from, offsets, this.#out, from, context, lyingColumns);
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
    this.#scoring.progress.add(rows);
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
