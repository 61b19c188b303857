// The worker's side: loads the model once, then scores what stands in slots.
import type { LoadedModel } from '../algos/algorithm.js';
import type { Answer } from '../answers/answer.js';
import { makeAnswer } from '../answers/index.js';
import { attachKernels } from '../engine/index.js';
import { LentColumns, LoanClosedError } from '../engine/lent-columns.js';
import { ScoringError } from '../errors.js';
import { openArchive } from '../mojo/open.js';
import type { Unpack } from '../mojo/unpack.js';
import { readModel } from '../read-model.js';
import { blockContext } from '../scoring/block-place.js';
import { loadInto } from '../scoring/load-into.js';
import { nextTurn } from '../scoring/next-turn.js';
import { atThreshold } from '../scoring/threshold.js';
import {
  Signal,
  type FailedRow,
  type FromWorker,
  type LoadMessage,
  type OpenMessage,
  type ToWorker,
} from './messages.js';
import type { Ring } from './ring.js';
import { Header, ringOf, slotViews, type SlotViews } from './slot.js';

/** A call that is open. */
interface Served {
  readonly model: LoadedModel;
  readonly answer: Answer;
  readonly ring: Ring;
  readonly slots: readonly SlotViews[];
  readonly request: OpenMessage;
  /** The slot that is scored next. */
  next: number;
}

/** Takes the messages of a model, one after another; `post` sends the answers, `unpack` unpacks the MOJO [jszip]. */
export function serve(
  post: (message: FromWorker) => void,
  unpack?: Unpack,
): (message: ToWorker) => Promise<void> {
  const calls = new Map<number, Served>();
  let model: LoadedModel | undefined;

  async function receive(message: ToWorker): Promise<void> {
    switch (message.kind) {
      case 'load':
        model = await load(message, unpack);
        post({ kind: 'ready' });
        break;
      case 'open':
        calls.set(message.call, open(model!, message));
        break;
      case 'run':
        await run(calls.get(message.call));
        break;
      case 'close':
        calls.delete(message.call);
        post({ kind: 'closed', call: message.call });
        break;
    }
  }

  /** Scores slots until there is none, or nobody wants them any more. */
  async function run(served: Served | undefined): Promise<void> {
    if (served === undefined) return; // closed in the meantime
    const { ring, slots, request } = served;
    const { call, signals } = request;
    const canRead = () =>
      slots[served.next].header[Header.LENT] === 0 || Atomics.load(signals, Signal.LENT) !== 0;
    while (Atomics.load(signals, Signal.STOPPED) === 0 && ring.isFilled(served.next, canRead)) {
      const slot = served.next;
      const failures = score(served, slot);
      // The same again as soon as it is lent again.
      if (failures === undefined) continue;
      served.next = (slot + 1) % slots.length;
      if (failures.length > 0) {
        ring.reported(slot);
        post({ kind: 'failures', call, failures });
      } else {
        ring.done(slot);
        if (Atomics.exchange(signals, Signal.WAITING, 0) !== 0) post({ kind: 'done', call });
      }
      // Other calls have rows, too.
      if (calls.size > 1) await nextTurn();
    }
  }

  return (message) =>
    receive(message).catch((error: unknown) => post({ kind: 'broken', reason: String(error) }));
}

async function load(message: LoadMessage, unpack: Unpack | undefined): Promise<LoadedModel> {
  const { bytes, name, limits, precision, image } = message;
  const kernels = await attachKernels(image);
  const { archive } = await openArchive(bytes, { name, limits, unpack });
  const model = loadInto(readModel(archive, limits), kernels, precision);
  archive.release();
  return model;
}

function open(loaded: LoadedModel, request: OpenMessage): Served {
  const model = atThreshold(loaded, request.threshold);
  const { layout, slots: memory } = request;
  const slots = slotViews(layout, memory);
  const answer = makeAnswer(model, request.wanted);
  return { model, answer, ring: ringOf(layout, memory), slots, request, next: 0 };
}

/** Scores the rows of a slot, where they stand or lie. Undefined: they are lent, and the loan was closed before it was done. */
function score(served: Served, slot: number): FailedRow[] | undefined {
  const { model, answer, slots, request } = served;
  const { header, refused, offsets, out } = slots[slot];
  const rows = header[Header.ROWS];
  const started = performance.now();
  model.kernels.moveCells(model.scorer.input, request.cells[slot]);
  const place = {
    first: header[Header.FIRST],
    refused: [...refused.subarray(0, header[Header.REFUSED])],
  };
  const context = blockContext(model.data.inputs, request.search, place);
  const given = header[Header.HAS_OFFSETS] === 0 ? undefined : offsets.slice(0, rows);
  try {
    const from = lentRows(served, slot);
    const failed = answer.run(rows, given, out, 0, context, from);
    const facts = failed.map(({ row, error }) => factsOf(row, error()));
    header[Header.MILLISECONDS] = performance.now() - started;
    return facts;
  } catch (error) {
    if (error instanceof LoanClosedError) return undefined;
    throw error;
  }
}

/** The rows as they lie; undefined where the scorer finds them in its input. Throws LoanClosedError. */
function lentRows(served: Served, slot: number): LentColumns | undefined {
  const { model, answer, ring, slots, request } = served;
  const { header } = slots[slot];
  if (header[Header.LENT] === 0) return undefined;
  const { kernels, scorer } = model;
  const [at, rows] = [header[Header.AT], header[Header.ROWS]];
  const lent = new LentColumns(kernels.loans!, request.loan!, at, rows, scorer.input);
  if (answer.readsColumns) return lent;
  lent.copy();
  ring.taken(slot);
  return undefined;
}

/** All errors that scoring finds are of this one class. */
function factsOf(row: number, error: Error): FailedRow {
  if (!(error instanceof ScoringError)) throw error;
  return { row, reason: error.reason, column: error.column };
}
