// The worker's side: loads the model once, then scores what stands in slots.
import type { LoadedModel } from '../algos/algorithm.js';
import type { Answer } from '../answers/answer.js';
import { makeAnswer } from '../answers/index.js';
import { attachKernels } from '../engine/index.js';
import { ScoringError } from '../errors.js';
import { openArchive } from '../mojo/open.js';
import type { Unpack } from '../mojo/unpack.js';
import { readModel } from '../read-model.js';
import { blockContext } from '../scoring/block-place.js';
import { loadInto } from '../scoring/load-into.js';
import { atThreshold } from '../scoring/threshold.js';
import type {
  FailedRow,
  FromWorker,
  LoadMessage,
  OpenMessage,
  RunMessage,
  ToWorker,
} from './messages.js';
import { BlockRows } from './block-rows.js';
import { slotViews, type SlotViews } from './slot.js';

/** A call that is open. */
interface Served {
  readonly model: LoadedModel;
  readonly answer: Answer;
  readonly slots: readonly SlotViews[];
  readonly blocks: BlockRows;
  readonly request: OpenMessage;
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
      case 'run': {
        const { call, slot } = message;
        post({ kind: 'done', call, slot, failures: run(calls.get(call)!, message) });
        break;
      }
      case 'close':
        calls.delete(message.call);
        break;
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
  const slots = request.slots.map((slot) => slotViews(request.layout, slot));
  const blocks = new BlockRows(model.scorer.input.capacity);
  return { model, answer: makeAnswer(model, request.wanted), slots, blocks, request };
}

/** Scores a slot, block by block. */
function run(
  { model, answer, slots, blocks, request }: Served,
  { slot, rows, place, hasOffsets }: RunMessage,
): FailedRow[] {
  const { cells, offsets, out } = slots[slot];
  const { input } = model.scorer;
  const failed: FailedRow[] = [];
  for (let from = 0, to = 0; from < rows; from = to) {
    if (Atomics.load(request.stopped, 0) !== 0) break;
    to = Math.min(from + blocks.rows, rows);
    const columns = input.columns;
    cells.forEach((column, c) => columns[c].set(column.subarray(from, to)));
    const context = blockContext(model.data.inputs, request.search, place, from);
    const given = hasOffsets ? offsets.slice(from, to) : undefined;
    const failures = blocks.timed(() => answer.run(to - from, given, out, from, context));
    for (const { row, error } of failures) failed.push(factsOf(row + from, error()));
  }
  return failed;
}

/** All errors that scoring finds are of this one class. */
function factsOf(row: number, error: Error): FailedRow {
  if (!(error instanceof ScoringError)) throw error;
  return { row, reason: error.reason, column: error.column };
}
