// Answers to a stream of frames, on one thread or on several.
import type { LoadedModel } from '../algos/algorithm.js';
import { makeAnswer, type AnswerKind } from '../answers/index.js';
import type { ConversionCounter } from '../frame/conversion-report.js';
import type { Frame } from '../frame/frame.js';
import type { InputRules } from '../frame/input-plan.js';
import { nextTurn } from '../scoring/next-turn.js';
import { scoreFrame, type BetweenBlocks, type ScoredFrame } from '../scoring/score-frame.js';
import { ScoringCall } from '../scoring/scoring-call.js';
import type { GlrmOptions } from '../scoring/search-options.js';
import { atThreshold, type ThresholdOption } from '../scoring/threshold.js';
import { BlockRows } from './block-rows.js';
import type { ThreadPool } from './pool.js';
import { Progress } from './progress.js';
import { ReadAhead } from './read-ahead.js';
import { MIN_PIECE_ROWS, slotLayout } from './slot.js';
import { ThreadCall } from './thread-call.js';
import { threadCount, type ThreadOption } from './thread-count.js';
import { threadSource } from './thread-source.js';
import { ThreadedFrame, type ThreadedScoring } from './threaded-frame.js';

export type Frames = AsyncIterable<Frame> | Iterable<Frame>;

export interface StreamOptions extends GlrmOptions, ThresholdOption, ThreadOption {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((rows: number) => void) | undefined;
}

/** What a call asks for. */
export interface StreamRequest {
  readonly wanted: AnswerKind;
  readonly rules: InputRules;
  readonly counter: ConversionCounter;
  readonly options: StreamOptions;
}

/** Rows between two turns given to other work. */
const ROWS_PER_TURN = 65_536;

/**
 * Answers to frames, one after another; on several threads the next frame is read while one is scored. Throws ArgumentError,
 * ModelCategoryError, the signal's reason, and on several threads ThreadError. Memory: a frame and its answer, on several threads two.
 */
export async function* answerStream(
  loaded: LoadedModel,
  pool: ThreadPool,
  frames: Frames,
  { wanted, rules, counter, options }: StreamRequest,
): AsyncGenerator<ScoredFrame> {
  const { signal, threshold } = options;
  const threads = threadCount(options);
  const model = atThreshold(loaded, threshold);
  const answer = makeAnswer(model, wanted);
  const call = new ScoringCall(model, rules, counter, options);
  signal?.throwIfAborted();
  // Models of words are tables, and which columns they read changes from frame to frame.
  if (threads > 1 && model.data.words === undefined && threadSource() !== undefined) {
    const { kernels, scorer } = model;
    const { width, capacity } = scorer.input;
    const layout = slotLayout(capacity, answer.columns);
    const number = pool.nextCall();
    const request = { call: number, wanted, threshold, search: call.search, layout };
    const progress = new Progress(options.onProgress);
    const strideBytes = kernels.strideBytes(scorer.input);
    // Nothing else is done while a frame is lent: not where the next one has to be read meanwhile.
    const loan = Array.isArray(frames) ? kernels.loans?.make() : undefined;
    const workers = new ThreadCall(request, { width, strideBytes }, loan);
    const blocks = new BlockRows(capacity);
    const scoring = { model, answer, call, workers, blocks, threads, signal, progress };
    yield* scoreInThreads(scoring, pool, frames);
    return;
  }
  let firstRow = 0;
  for await (const frame of frames) {
    yield await scoreFrame(model, answer, frame, call, turns(options, firstRow));
    firstRow += frame.rowCount;
  }
}

/** While workers score a frame, the next one is read and handed out; answers are given as soon as they are there. */
async function* scoreInThreads(
  scoring: ThreadedScoring,
  pool: ThreadPool,
  frames: Frames,
): AsyncGenerator<ScoredFrame> {
  const { workers, threads } = scoring;
  const source = new ReadAhead(frames);
  /** Handed out, not yet given. */
  let before: ThreadedFrame | undefined;
  try {
    for (;;) {
      const arrival = source.next();
      if (before && (await isFirst(before.result(), arrival))) {
        yield await before.result();
        before = undefined;
      }
      const arrived = await arrival;
      let current: ThreadedFrame | undefined;
      let error: { readonly thrown: unknown } | undefined;
      if (arrived.kind === 'error') error = { thrown: arrived.error };
      if (arrived.kind === 'item') {
        const pieces = Math.ceil(arrived.item.rowCount / MIN_PIECE_ROWS);
        workers.employ(pool.workers(Math.min(threads, pieces) - 1));
        try {
          current = new ThreadedFrame(scoring, arrived.item);
          await current.handOut();
        } catch (thrown) {
          error = { thrown };
        }
      }
      // What came before an error is given before it.
      if (before) yield await before.result();
      if (error) throw error.thrown;
      if (current === undefined) return;
      before = current;
    }
  } finally {
    workers.close();
    await source.close();
  }
}

/** Whether `one` is there before `other`. Rejects if it is and rejects. */
function isFirst(one: Promise<unknown>, other: Promise<unknown>): Promise<boolean> {
  return Promise.race([one.then(() => true), other.then(() => false)]);
}

/** Reports progress, gives others a turn now and then, and stops when the signal says so. */
function turns({ signal, onProgress }: StreamOptions, firstRow: number): BetweenBlocks {
  signal?.throwIfAborted();
  let next = ROWS_PER_TURN;
  return (rows) => {
    onProgress?.(firstRow + rows);
    if (rows < next) return undefined;
    next = rows + ROWS_PER_TURN;
    return nextTurn().then(() => signal?.throwIfAborted());
  };
}
