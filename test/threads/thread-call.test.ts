// A call and one worker of it, played by the test: what happens when messages come late.
import { expect, it } from 'vitest';
import { allocateCells } from '../../src/engine/shared-cells.js';
import { Signal, type OpenMessage } from '../../src/threads/messages.js';
import type { CallListener, PoolWorker } from '../../src/threads/pool-worker.js';
import { ringOf, slotLayout } from '../../src/threads/slot.js';
import { ThreadCall } from '../../src/threads/thread-call.js';
import type { FreeSlot } from '../../src/threads/worker-slots.js';

const ROWS = 64;
const LAYOUT = slotLayout(ROWS, [{ kind: 'number', name: 'predict' }]);
const CELLS = { width: 1, strideBytes: 8 * ROWS };

/** The call, and what its only worker has heard. */
function oneWorker() {
  const heard: { message: OpenMessage; listener: CallListener }[] = [];
  const worker: Pick<PoolWorker, 'isReady' | 'takeCells' | 'open' | 'wake' | 'hold' | 'close'> = {
    isReady: true,
    takeCells: (_, slots, bytes) =>
      Array.from({ length: slots }, () => allocateCells({ backend: 'native' }, bytes)),
    open: (message, listener) => heard.push({ message, listener }),
    wake: () => undefined,
    hold: () => undefined,
    close: () => undefined,
  };
  const call = new ThreadCall(
    {
      call: 1,
      wanted: { kind: 'prediction' },
      threshold: undefined,
      search: {},
      layout: LAYOUT,
    },
    CELLS,
  );
  call.employ([worker as PoolWorker]);
  const { message, listener } = heard[0];
  const ring = ringOf(LAYOUT, message.slots);
  /** The worker's part of it, as serve.ts has it: whether the calling thread is to be told, which is `listener.done`. */
  const isWaited = () => Atomics.exchange(message.signals, Signal.WAITING, 0) !== 0;
  return { call, listener, ring, isWaited };
}

function fill(slot: FreeSlot | undefined, done: () => void): void {
  const place = { first: 0, refused: [] };
  const block = { from: 0, to: ROWS, offsets: undefined, place, lyingColumns: undefined };
  slot!.run(block as unknown as Parameters<FreeSlot['run']>[0], done);
}

it('a message that comes after its piece was taken does not keep the next one from being told', async () => {
  const { call, listener, ring, isWaited } = oneWorker();
  let pieces = 0;
  for (let i = 0; i < 2; i++) fill(call.takeFree(), () => pieces++);

  // The worker has done the first piece, and the calling thread takes it without having been told.
  ring.done(0);
  const all = (async () => {
    while (pieces < 2) await call.change();
  })();
  await turn();
  expect(pieces).toBe(1);
  // Only now the worker sees that somebody waits, who waits for the second piece by now.
  expect(isWaited()).toBe(true);
  listener.done();
  await turn();

  ring.done(1);
  expect(isWaited()).toBe(true);
  listener.done();
  await all;
  expect(pieces).toBe(2);
});

const turn = () => new Promise((resolve) => setImmediate(resolve));
