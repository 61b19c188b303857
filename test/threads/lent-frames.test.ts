// Frames that workers of native kernels read where they lie.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Column, Frame, Model } from '../../src/node.js';
import { randomSource } from '../engine/random.js';
import { NATIVE_ADDON } from '../support/backends.js';
import { built } from '../support/built.js';
import { allThreads } from './all-threads.js';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../bench/fixtures/${name}.zip`, import.meta.url));
const LIBRARY = new URL('../../build/node/wasmojo.js', import.meta.url).href;
const MOJO = fixture('gbm-28x100x6');
/** More than one turn. */
const ROWS = 200_011;

function numbers(names: readonly string[], rows: number): Frame {
  const random = randomSource(rows);
  const some = Float64Array.from({ length: rows }, () =>
    random() < 0.05 ? NaN : random() * 4 - 2,
  );
  const columns = names.map((name, c) => {
    const values = new Float64Array(rows);
    values.set(some.subarray(c));
    return { kind: 'number' as const, name, values };
  });
  return new built.Frame(columns, rows);
}

const same = (one: Frame, other: Frame) =>
  expect(
    one.columns.every((column, c) => {
      const [a, b] = [column, other.columns[c]].map(
        (of: Column) => (of.kind === 'categorical' ? of.codes : of.values) as Float64Array,
      );
      return Buffer.from(a.buffer).equals(Buffer.from(b.buffer));
    }),
  ).toBe(true);

describe.skipIf(NATIVE_ADDON === undefined)('a frame of doubles', () => {
  let model: Model;
  let frame: Frame;

  beforeEach(async () => {
    model = await built.loadMojo(MOJO, { backend: 'native' });
    frame = numbers(model.features, ROWS);
  });

  afterEach(() => {
    model.dispose();
  });

  it.each([2, 3])('has the same answers on %i threads', async (threads) => {
    const one = await model.predict(frame);
    await allThreads(model, threads, frame);
    same(await model.predict(frame, { threads }), one);
  });

  it.each(['prediction', 'staged-probabilities', 'contributions'] as const)(
    'has the same answers among others, in a list and in a stream: %s',
    async (kind) => {
      await allThreads(model, 3, frame);
      const few = numbers(model.features, 3000);
      const floats = new built.Frame(
        few.columns.map((column) => ({
          kind: 'number' as const,
          name: column.name,
          values: Float32Array.from(column.values as Float64Array) as unknown as Float64Array,
        })),
        3000,
      );
      const frames = [few, floats, few, few];
      const all = async (source: Iterable<Frame>, threads: number) => {
        const answers = [];
        for await (const answer of model.answerStream(source, { kind }, undefined, { threads }))
          answers.push(answer.frame);
        return answers;
      };
      const one = await all(frames, 1);
      for (const source of [frames, frames.values()]) {
        const three = await all(source, 3);
        expect(three).toHaveLength(4);
        three.forEach((answer, i) => same(answer, one[i]));
      }
    },
  );

  it('is copied where kernels read blocks only', async () => {
    using network = await built.loadMojo(fixture('deeplearning-60x20x10'), { backend: 'native' });
    const cells = numbers(network.features, 20_000);
    const one = await network.predict(cells);
    await allThreads(network, 3, cells);
    same(await network.predict(cells, { threads: 3 }), one);
    const layer = await network.deepFeatures(cells, 1, { threads: 3 });
    expect(layer.columns).toEqual((await network.deepFeatures(cells, 1)).columns);
  });

  it('may be taken away in the middle: the call is rejected, and the model goes on', async () => {
    await allThreads(model, 3, frame);
    const one = await model.predict(frame);
    const copy = () =>
      new built.Frame(
        frame.columns.map((column) => ({ ...column, values: column.values!.slice() }) as Column),
        ROWS,
      );
    const takeAway = ({ columns }: Frame) => {
      for (const { values } of columns)
        structuredClone(0, { transfer: [(values as Float64Array).buffer as ArrayBuffer] });
    };
    for (const told of [true, false]) {
      const gone = copy();
      const onProgress = () => told && takeAway(gone);
      if (!told) setImmediate(() => takeAway(gone));
      const call = model.predict(gone, { threads: 3, onProgress });
      await expect(call).rejects.toMatchObject({ code: 'ARGUMENT' });
    }
    same(await model.predict(frame, { threads: 3 }), one);
  });

  it('gives other work a turn, tells progress, and stops when it is told to', async () => {
    await allThreads(model, 2, frame);
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const told: number[] = [];
    await model.predict(frame, { threads: 2, onProgress: (rows) => told.push(rows) });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
    expect(told.length).toBeGreaterThan(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(ROWS);
    const abort = new AbortController();
    const reason = new Error('enough');
    const onProgress = () => abort.abort(reason);
    const call = model.predict(frame, { threads: 2, signal: abort.signal, onProgress });
    await expect(call).rejects.toBe(reason);
  });

  it('two calls read two of them at once', async () => {
    const other = numbers(model.features, ROWS - 7);
    const one = [await model.predict(frame), await model.predict(other)];
    await allThreads(model, 3, frame);
    const options = { threads: 3 };
    const both = await Promise.all([
      model.predict(frame, options),
      model.predict(other, options),
      model.predict(frame, options),
    ]);
    same(both[0], one[0]);
    same(both[1], one[1]);
    same(both[2], one[0]);
  });

  it('does not keep a program from going on when a worker dies', async () => {
    const script = `import { Frame, loadMojo } from ${JSON.stringify(LIBRARY)};
      import { Worker } from 'node:worker_threads';
      const model = await loadMojo(${JSON.stringify(MOJO)}, { backend: 'native' });
      const frameOf = (rows) => new Frame(model.features.map((name) => ({ kind: 'number', name, values: new Float64Array(rows).fill(1) })), rows);
      const workers = [];
      const { on } = Worker.prototype;
      Worker.prototype.on = function (...args) { workers.push(this); return on.apply(this, args); };
      const frame = frameOf(400_000);
      while (model.threads < 2) {
        await model.predict(frameOf(1000), { threads: 2 });
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      const work = model.predict(frame, { threads: 2, onProgress: () => workers[0].terminate() });
      const error = await work.catch((reason) => reason);
      const { rowCount } = await model.predict(frame, { threads: 2 });
      console.log(error.name, rowCount);`;
    const args = ['--input-type=module', '--eval', script];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(stdout.trim()).toBe('ThreadError 400000');
  });
});
