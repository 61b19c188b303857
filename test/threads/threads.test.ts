// What may happen to a call on several threads.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Frame, Model } from '../../src/node.js';
import { randomSource } from '../engine/random.js';
import { built } from '../support/built.js';
import { allThreads } from './all-threads.js';

const MOJO = fileURLToPath(new URL('../../bench/fixtures/gbm-28x100x6.zip', import.meta.url));
const LIBRARY = new URL('../../build/node/wasmojo.js', import.meta.url).href;
/** Several pieces for each of a few threads. */
const ROWS = 10_011;

function randomFrame(names: readonly string[], rows: number, seed = 1): Frame {
  const random = randomSource(seed);
  const columns = names.map((name) => {
    const values = Float64Array.from({ length: rows }, () => random() * 4 - 2);
    return { kind: 'number' as const, name, values };
  });
  return new built.Frame(columns, rows);
}

/** The frame's columns, short enough to be compared quickly. */
const valuesOf = (frame: Frame) =>
  frame.columns.map((column) => {
    if (column.kind === 'mixed') throw new Error('answers have no mixed columns');
    const values = column.kind === 'number' ? column.values : column.codes;
    return `${column.name} ${createHash('sha256').update(values).digest('hex')}`;
  });

describe('on several threads', () => {
  let model: Model;
  let frame: Frame;

  beforeEach(async () => {
    model = await built.loadMojo(MOJO, { backend: 'wasm' });
    frame = randomFrame(model.features, ROWS);
  });

  afterEach(() => {
    model.dispose();
  });

  it.each([2, 3, 256])('%i of them give what one gives', async (threads) => {
    const one = valuesOf(await model.predict(frame));
    expect(valuesOf(await model.predict(frame, { threads }))).toEqual(one);
    expect(model.threads).toBeLessThanOrEqual(threads);
  });

  it('frames of any number of rows have all answers', async () => {
    await allThreads(model, 3, frame);
    for (const rows of [0, 1, 63, 64, 65, 128, 200]) {
      const few = randomFrame(model.features, rows);
      const one = valuesOf(await model.predict(few));
      expect(valuesOf(await model.predict(few, { threads: 4 }))).toEqual(one);
    }
  });

  it.each([-1, 1.5, 257, NaN, '2', null])('%j is no number of threads', async (threads) => {
    const options = { threads: threads as number };
    await expect(model.predict(frame, options)).rejects.toThrow(/threads/);
    await expect(model.predict(frame, options)).rejects.toMatchObject({ code: 'ARGUMENT' });
  });

  it('takes 0 for one per core', async () => {
    const one = valuesOf(await model.predict(frame));
    expect(valuesOf(await model.predict(frame, { threads: 0 }))).toEqual(one);
  });

  it('starts no worker before it is asked for several, and keeps those that it has', async () => {
    await model.predict(frame);
    expect(model.threads).toBe(1);
    await allThreads(model, 3, frame);
    await model.predict(frame, { threads: 2 });
    expect(model.threads).toBe(3);
  });

  it('two calls at once do not disturb each other', async () => {
    await allThreads(model, 3, frame);
    const other = randomFrame(model.features, ROWS, 2);
    const type = 'Node_ID' as const;
    const expected = [
      await model.predict(frame),
      await model.predict(other),
      await model.predictLeafNodeAssignment(frame, { type }),
    ];
    const options = { threads: 3 };
    const together = await Promise.all([
      model.predict(frame, options),
      model.predict(other, options),
      model.predictLeafNodeAssignment(frame, { ...options, type }),
    ]);
    expect(together.map(valuesOf)).toEqual(expected.map(valuesOf));
  });

  it('an aborted call is rejected with the reason, and the model goes on', async () => {
    await allThreads(model, 3, frame);
    const one = valuesOf(await model.predict(frame));
    const reason = new Error('enough');
    const abort = new AbortController();
    const long = model.predictContributions(frame, { threads: 3, signal: abort.signal });
    setTimeout(() => abort.abort(reason), 20);
    await expect(long).rejects.toBe(reason);
    await expect(model.predict(frame, { threads: 3, signal: abort.signal })).rejects.toBe(reason);
    expect(valuesOf(await model.predict(frame, { threads: 3 }))).toEqual(one);
  });

  it('tells progress that rises to the number of rows', async () => {
    await allThreads(model, 3, frame);
    const told: number[] = [];
    await model.predict(frame, { threads: 3, onProgress: (rows) => told.push(rows) });
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(ROWS);
  });

  it('a model that is disposed in the middle of a call refuses the rest of it', async () => {
    await allThreads(model, 3, frame);
    const long = model.predictContributions(frame, { threads: 3 });
    setTimeout(() => model.dispose(), 20);
    await expect(long).rejects.toThrow(/disposed/);
  });

  it('gives what a stream had before its error, then the error', async () => {
    const few = randomFrame(model.features, 500);
    async function* broken() {
      yield few;
      yield few;
      await Promise.resolve();
      throw new Error('the source');
    }
    const answers = model.answerStream(broken(), { kind: 'prediction' }, undefined, { threads: 2 });
    expect((await answers.next()).value).toMatchObject({ input: few });
    expect((await answers.next()).value).toMatchObject({ input: few });
    await expect(answers.next()).rejects.toThrow('the source');
  });

  it('gives the answers to a frame although the next one does not come', async () => {
    const few = randomFrame(model.features, 500);
    let closed = false;
    const source = {
      [Symbol.asyncIterator]: () => {
        let given = 0;
        return {
          next: () =>
            given++ === 0
              ? Promise.resolve({ done: false as const, value: few })
              : new Promise<never>(() => undefined),
          return: () => {
            closed = true;
            return Promise.resolve({ done: true as const, value: undefined });
          },
        };
      },
    };
    const answers = model.answerStream(source, { kind: 'prediction' }, undefined, { threads: 2 });
    expect((await answers.next()).value).toMatchObject({ input: few });
    await answers.return(undefined);
    expect(closed).toBe(true);
  });

  it('throws the error of the first row that fails, wherever it is scored', async () => {
    await allThreads(model, 3, frame);
    const text = {
      kind: 'mixed' as const,
      name: model.features[3],
      cells: Array<unknown>(ROWS).fill(1),
    };
    for (const row of [9_500, 5_000, 9_000]) text.cells[row] = 'x';
    const columns = frame.columns.map((column) => (column.name === text.name ? text : column));
    const bad = new built.Frame(columns, ROWS);
    await expect(model.predict(bad, { threads: 3 })).rejects.toMatchObject({ row: 5000 });
  });
});

describe('programs', () => {
  const run = async (script: string) => {
    const prelude = `import { Frame, loadMojo } from ${JSON.stringify(LIBRARY)};
      import { Worker } from 'node:worker_threads';
      const model = await loadMojo(${JSON.stringify(MOJO)}, { backend: 'wasm' });
      const frameOf = (rows) => new Frame(model.features.map((name) => ({ kind: 'number', name, values: new Float64Array(rows).fill(1) })), rows);
      const ready = async (threads) => {
        while (model.threads < threads) {
          await model.predict(frameOf(1000), { threads });
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      };`;
    const args = ['--input-type=module', '--eval', `${prelude}\n${script}`];
    return (await promisify(execFile)(process.execPath, args)).stdout.trim();
  };

  it('end although a model with workers was not disposed', async () => {
    expect(await run('await ready(2); console.log(model.threads);')).toBe('2');
  });

  it('wait for workers that score', async () => {
    const script = `await ready(2);
      const { rowCount } = await model.predict(frameOf(50_000), { threads: 2 });
      console.log(rowCount);`;
    expect(await run(script)).toBe('50000');
  });

  it('get an error with a name from a worker that dies, and go on', async () => {
    const script = `const workers = [];
      const { on } = Worker.prototype;
      Worker.prototype.on = function (...args) { workers.push(this); return on.apply(this, args); };
      await ready(2);
      const work = model.predictContributions(frameOf(10_000), { threads: 2 });
      setTimeout(() => workers[0].terminate(), 50);
      const error = await work.catch((reason) => reason);
      const { rowCount } = await model.predict(frameOf(1000), { threads: 2 });
      console.log(error.name, error.code, rowCount);`;
    expect(await run(script)).toBe('ThreadError THREAD 1000');
  });

  it('have one thread where workers cannot start', async () => {
    const script = `Worker.prototype.postMessage = () => { throw new Error('no'); };
      const { rowCount } = await model.predict(frameOf(50_000), { threads: 4 });
      console.log(rowCount, model.threads);`;
    expect(await run(script)).toBe('50000 1');
  });

  it('go on without workers that cannot be told of a call, until they can', async () => {
    const script = `const { postMessage } = Worker.prototype;
      let room = false;
      let refused = 0;
      let told = 0;
      Worker.prototype.postMessage = function (message, ...others) {
        if (message.kind === 'open') {
          if (!room && ++refused) throw new Error('no room');
          told++;
        }
        return postMessage.call(this, message, ...others);
      };
      await ready(2);
      const { rowCount } = await model.predict(frameOf(5000), { threads: 2 });
      room = true;
      const again = await model.predict(frameOf(5000), { threads: 2 });
      console.log(rowCount, again.rowCount, refused > 0, told);`;
    expect(await run(script)).toBe('5000 5000 true 1');
  });

  it('warn once where workers cannot start, and try again later', async () => {
    const script = `const { postMessage } = Worker.prototype;
      const warnings = [];
      process.on('warning', ({ name, code, message }) => warnings.push([name, code, message].join(' ')));
      let tries = 0;
      Worker.prototype.postMessage = () => { tries++; throw new Error('no room'); };
      let clock = 0;
      performance.now = () => clock;
      const call = () => model.predict(frameOf(1000), { threads: 2 }).then(() => new Promise(setImmediate));
      const triesAt = async (time) => {
        const before = tries;
        clock = time;
        while (tries === before) await call();
        for (let calls = 0; calls < 20; calls++) await call();
        return tries - before;
      };
      const counted = [await triesAt(0), await triesAt(1000)];
      clock = 3000;
      Worker.prototype.postMessage = postMessage;
      await ready(2);
      console.log([...counted, warnings.length, ...warnings].join('; '));`;
    expect(await run(script)).toBe(
      '1; 1; 1; WasmojoWarning THREADS a thread could not start, so fewer score: Error: no room',
    );
  });

  it('have one thread where memory cannot be shared', async () => {
    const script = `delete globalThis.SharedArrayBuffer;
      const { rowCount } = await model.predict(frameOf(5000), { threads: 4 });
      console.log(rowCount, model.threads);`;
    expect(await run(script)).toBe('5000 1');
  });
});
