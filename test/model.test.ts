import JSZip from 'jszip';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ArgumentError,
  Frame,
  InvalidNumberError,
  LimitError,
  loadMojo,
  MissingColumnError,
  ModelCategoryError,
  readCsv,
  ScoringError,
  UnknownCategoricalLevelError,
  type Model,
  type MojoSource,
} from '../src/node.js';
import { loadTiny, tinyGbm, tinyGlm } from './algos/tiny-models.js';
import { BACKENDS } from './support/backends.js';
import { CASES, readText } from './support/cases.js';

const GOLDEN = CASES.find(({ name }) => name === 'gbm/bernoulli_mixed')!;
const CSV = Buffer.from(readText(GOLDEN, 'input.csv')!);
const LENIENT = { convertInvalidNumbersToNa: true };

/** Most rows of a block of a model with few columns. */
const CAPACITY = 4096;

let folder: string;
let server: Server;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wasmojo-model-'));
  server = createServer((request, response) => {
    if (request.url === '/model.zip') response.end(readFileSync(GOLDEN.mojo));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

/** The answers to the golden case's rows. */
async function answers(model: Model): Promise<Record<string, unknown>[]> {
  return (await model.predict(await readCsv(CSV, { model }), LENIENT)).toRows();
}

async function unzip(path: string): Promise<string> {
  const to = join(folder, 'unzipped');
  const zip = await JSZip.loadAsync(readFileSync(path));
  for (const [name, entry] of Object.entries(zip.files)) {
    if (entry.dir) continue;
    await mkdir(dirname(join(to, name)), { recursive: true });
    await writeFile(join(to, name), await entry.async('nodebuffer'));
  }
  return to;
}

describe('loadMojo', () => {
  it('takes every kind of source and gives the same model', async () => {
    const bytes = readFileSync(GOLDEN.mojo);
    const buffer = new Uint8Array(bytes).buffer;
    const unzipped = await unzip(GOLDEN.mojo);
    const sources: MojoSource[] = [
      GOLDEN.mojo,
      unzipped,
      pathToFileURL(GOLDEN.mojo),
      pathToFileURL(unzipped),
      bytes,
      new Uint8Array(bytes),
      buffer,
      new Blob([buffer]),
      new Response(buffer),
      `${address}/model.zip`,
      new URL(`${address}/model.zip`),
    ];
    const [first, ...others] = await Promise.all(
      sources.map(async (source) => {
        using model = await loadMojo(source);
        return { uuid: model.uuid, rows: await answers(model) };
      }),
    );
    expect(first.rows.length).toBeGreaterThan(80);
    for (const other of others) expect(other).toEqual(first);
  });

  it('says what it could not find', async () => {
    await expect(loadMojo(join(folder, 'absent.zip'))).rejects.toThrow(/absent\.zip/);
    await expect(loadMojo(`${address}/absent.zip`)).rejects.toThrow(/404/);
    await expect(readCsv(`${address}/absent.csv`)).rejects.toThrow(
      `"${address}/absent.csv": the server answered 404 Not Found; check the address`,
    );
    await expect(loadMojo(5 as unknown as string)).rejects.toThrow(ArgumentError);
  });

  it('keeps to limits, which may be set', async () => {
    const limited = loadMojo(GOLDEN.mojo, { limits: { maxEntries: 3 } });
    await expect(limited).rejects.toThrow(LimitError);
    await expect(limited).rejects.toMatchObject({ limit: 'maxEntries', allowed: 3 });
    const unzipped = loadMojo(await unzip(GOLDEN.mojo), { limits: { maxTotalBytes: 1000 } });
    await expect(unzipped).rejects.toThrow(LimitError);
    const unknown = loadMojo(GOLDEN.mojo, { limits: { maxTrees: 3 } as object });
    await expect(unknown).rejects.toThrow(ArgumentError);
  });

  it('stops a download', async () => {
    const stopped = loadMojo(`${address}/model.zip`, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toThrow(/abort/i);
  });

  it('refuses a back end that does not exist', async () => {
    const loading = loadMojo(GOLDEN.mojo, { backend: 'gpu' as 'js' });
    await expect(loading).rejects.toThrow(ArgumentError);
  });
});

describe('what a model tells of itself', () => {
  it('names, category, domains, details, trees', async () => {
    using model = await loadMojo(GOLDEN.mojo);
    expect(model.algorithm).toBe('Gradient Boosting Machine');
    expect(model.algo).toBe('gbm');
    expect(model.modelCategory).toBe('Binomial');
    expect(model.mojoVersion).toBe(1.4);
    expect(model.responseColumn).toBe('y_bin');
    expect(model.columns.at(-1)).toBe('y_bin');
    expect(model.features).toEqual(model.columns.slice(0, -1));
    expect(model.domains.at(-1)).toEqual(['no', 'yes']);
    expect(model.domains[model.columns.indexOf('x1')]).toBeNull();
    expect(model.offsetColumn).toBeUndefined();
    const ntrees = model.details?.parameters.find(({ name }) => name === 'ntrees');
    expect(model.trees?.groupCount).toBe(ntrees?.actualValue);
    expect(model.details?.variableImportances?.rows.length).toBeGreaterThan(0);
  });

  it('a MOJO without details has none', async () => {
    using model = await loadTiny(tinyGlm());
    expect(model.details).toBeUndefined();
    expect(model.trees).toBeUndefined();
  });

  it('exportMojo gives the bytes it came from', async () => {
    const bytes = readFileSync(GOLDEN.mojo);
    for (const source of [GOLDEN.mojo, new Uint8Array(bytes)]) {
      using model = await loadMojo(source);
      expect(Buffer.compare(model.exportMojo(), bytes)).toBe(0);
    }
  });

  it('exportMojo of a folder is a zip of the same model', async () => {
    using fromFolder = await loadMojo(await unzip(GOLDEN.mojo));
    using again = await loadMojo(fromFolder.exportMojo());
    expect(await answers(again)).toEqual(await answers(fromFolder));
    expect(Buffer.compare(again.exportMojo(), fromFolder.exportMojo())).toBe(0);
  });
});

describe('dispose', () => {
  it('ends all scoring with a clear error, and may be called twice', async () => {
    const model = await loadTiny(tinyGlm());
    const frame = Frame.fromRows([{ x: 1 }]);
    const predictor = model.easyPredict();
    await model.predict(frame, { backend: 'js' });
    model.dispose();
    model.dispose();
    const message = /disposed/;
    await expect(model.predict(frame)).rejects.toThrow(message);
    await expect(model.predict(frame, { backend: 'js' })).rejects.toThrow(message);
    expect(() => predictor.predict({ x: 1 })).toThrow(message);
    expect(() => model.easyPredict()).toThrow(message);
    expect(model.columns).toEqual(['x', 'y']);
    expect(model.exportMojo().length).toBeGreaterThan(0);
  });

  it('comes with using', async () => {
    let kept: Model;
    {
      using model = await loadTiny(tinyGlm());
      kept = model;
      expect((await model.predict(Frame.fromRows([{ x: 1 }]))).rowCount).toBe(1);
    }
    expect(() => kept.easyPredict()).toThrow(/disposed/);
  });

  it('in the middle of a prediction rejects it', async () => {
    const model = await loadTiny(tinyGlm());
    const frame = new Frame([{ kind: 'number', name: 'x', values: new Float64Array(140_000) }]);
    const running = model.predict(frame);
    setTimeout(() => model.dispose());
    await expect(running).rejects.toThrow(/disposed/);
  });

  it('after a back end that could not be loaded leaves nothing unhandled', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const model = await loadTiny(tinyGlm());
    const frame = Frame.fromRows([{ x: 1 }]);
    await expect(model.predict(frame, { backend: 'gpu' as 'js' })).rejects.toThrow(ArgumentError);
    expect((await model.predict(frame)).toRows()).toEqual([{ predict: 1 }]);
    model.dispose();
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});

describe('predict', () => {
  it('gives one answer a row at every size around a block', async () => {
    for (const backend of BACKENDS) {
      using model = await loadTiny(tinyGlm(), { backend });
      for (const rows of [0, 1, CAPACITY - 1, CAPACITY, CAPACITY + 1, 2 * CAPACITY + 3]) {
        const values = Float64Array.from({ length: rows }, (_, row) => row / 3);
        const answer = await model.predict(new Frame([{ kind: 'number', name: 'x', values }]));
        expect(answer.rowCount).toBe(rows);
        expect(answer.names).toEqual(['predict']);
        const column = answer.column('predict');
        expect(column.kind === 'number' && column.values).toEqual(values);
      }
    }
  });

  it('holds no state: the same answers twice, in another order and row by row', async () => {
    for (const name of ['gbm/bernoulli_mixed', 'kmeans/mixed_std', 'glm/binomial_logit']) {
      const golden = CASES.find((other) => other.name === name)!;
      using model = await loadMojo(golden.mojo);
      const rows = (await readCsv(Buffer.from(readText(golden, 'input.csv')!), { model })).toRows();
      const predict = async (some: typeof rows) =>
        (await model.predict(Frame.fromRows(some), LENIENT)).toRows();
      const all = await predict(rows);
      expect(await predict(rows)).toEqual(all);
      expect((await predict([...rows].reverse())).reverse()).toEqual(all);
      const alone = [];
      for (const row of rows.slice(0, 20)) alone.push(...(await predict([row])));
      expect(alone).toEqual(all.slice(0, 20));
    }
  });

  it('several at once do not disturb one another', async () => {
    using model = await loadTiny(tinyGlm());
    const size = 150_000;
    const frames = [1, -1, 0.5].map((factor) => {
      const values = Float64Array.from({ length: size }, (_, row) => (row + 1) * factor);
      return new Frame([{ kind: 'number', name: 'x', values }]);
    });
    const predictor = model.easyPredict();
    let between = 0;
    const onProgress = () => {
      between++;
      expect(predictor.predict({ x: -7 })).toEqual({ value: -7 });
    };
    const together = await Promise.all(frames.map((frame) => model.predict(frame, { onProgress })));
    expect(between).toBe(3 * Math.ceil(size / CAPACITY));
    together.forEach((answer, i) => {
      const [column] = answer.columns;
      const [wanted] = frames[i].columns;
      expect(column.kind === 'number' && wanted.kind === 'number').toBe(true);
      if (column.kind === 'number' && wanted.kind === 'number') {
        expect(Buffer.compare(bytesOf(column.values), bytesOf(wanted.values))).toBe(0);
      }
    });
  });

  it('takes a back end for one call', async () => {
    using model = await loadMojo(GOLDEN.mojo);
    const frame = await readCsv(CSV, { model });
    const rows = await answers(model);
    for (const backend of BACKENDS) {
      expect((await model.predict(frame, { ...LENIENT, backend })).toRows()).toEqual(rows);
    }
  });

  it('tells its progress, and stops at a signal between blocks', async () => {
    using model = await loadTiny(tinyGlm());
    const frame = new Frame([{ kind: 'number', name: 'x', values: new Float64Array(200_000) }]);
    const seen: number[] = [];
    await model.predict(frame, { onProgress: (rows) => seen.push(rows) });
    expect(seen.at(-1)).toBe(200_000);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));

    const controller = new AbortController();
    let last = 0;
    const stopped = model.predict(frame, {
      signal: controller.signal,
      onProgress: (rows) => {
        last = rows;
        controller.abort(new Error('enough'));
      },
    });
    await expect(stopped).rejects.toThrow('enough');
    expect(last).toBeLessThan(200_000);
    const before = model.predict(frame, { signal: AbortSignal.abort() });
    await expect(before).rejects.toThrow(/abort/i);
  });

  it('wants a Frame', async () => {
    using model = await loadTiny(tinyGlm());
    const rows = [{ x: 1 }] as unknown as Frame;
    await expect(model.predict(rows)).rejects.toThrow(
      'expected a Frame for frame, got an array of 1',
    );
  });

  it('reports what it converted, or refuses with row and column', async () => {
    using model = await loadMojo(GOLDEN.mojo);
    const frame = Frame.fromRows([{ c3: 'a' }, { c3: 'nowhere', x1: '5', extra: 1 }]);
    const { report } = await model.predict(frame);
    expect(report.unusedColumns).toEqual(['extra']);
    expect(report.missingColumns).toContain('x2');
    expect(report.unknownLevels.at(-1)).toMatchObject({ column: 'c3', examples: ['a', 'nowhere'] });
    const strict = model.predict(Frame.fromRows([{ c3: null }, { c3: 'nowhere' }]), {
      convertUnknownCategoricalLevelsToNa: false,
    });
    await expect(strict).rejects.toThrow(UnknownCategoricalLevelError);
    await expect(strict).rejects.toMatchObject({ row: 1, column: 'c3', level: 'nowhere' });
  });

  it('counts the row of an error over blocks', async () => {
    using model = await loadTiny(tinyGlm());
    const cells = new Array<unknown>(CAPACITY + 10).fill(1);
    cells[CAPACITY + 5] = 'one';
    const failing = model.predict(new Frame([{ kind: 'mixed', name: 'x', cells }]));
    await expect(failing).rejects.toMatchObject({ row: CAPACITY + 5, column: 'x', value: 'one' });
  });
});

describe('an offset column', () => {
  const offsetModel = () => loadTiny(tinyGbm({ offset_column: 'off' }));

  it('is added to the sum', async () => {
    using model = await offsetModel();
    expect(model.offsetColumn).toBe('off');
    const csv = await readCsv(Buffer.from('off,x\n1.5,1\n-2,\n'), { model });
    expect((await model.predict(csv)).toRows()).toEqual([{ predict: 1.5 }, { predict: -2 }]);
    const texts = Frame.fromRows([{ off: '0x1p-1' }]);
    expect((await model.predict(texts)).toRows()).toEqual([{ predict: 0.5 }]);
  });

  it('must be there', async () => {
    using model = await offsetModel();
    const failing = model.predict(Frame.fromRows([{ x: 1 }]));
    await expect(failing).rejects.toThrow(MissingColumnError);
    await expect(failing).rejects.toMatchObject({ column: 'off' });
  });

  it('must have a number in every row', async () => {
    using model = await offsetModel();
    const failing = model.predict(Frame.fromRows([{ off: 1 }, { off: null }]));
    await expect(failing).rejects.toThrow(ScoringError);
    await expect(failing).rejects.toMatchObject({ row: 1, column: 'off' });
    const csv = await readCsv(Buffer.from('off\n1\nabc\n'), { model });
    const invalid = model.predict(csv, LENIENT);
    await expect(invalid).rejects.toThrow(InvalidNumberError);
    await expect(invalid).rejects.toMatchObject({ row: 1, column: 'off', value: 'abc' });
  });

  it('is given apart to a row predictor, 0 by default', async () => {
    using model = await offsetModel();
    const predictor = model.easyPredict();
    expect(predictor.predict({ x: 1, off: 9 })).toEqual({ value: 0 });
    expect(predictor.predict({ x: 1 }, { offset: 2.5 })).toEqual({ value: 2.5 });
  });
});

describe('easyPredict', () => {
  it('tells the error consumer what became NA', async () => {
    using model = await loadMojo(GOLDEN.mojo);
    const calls: string[][] = [];
    const predictor = model.easyPredict({
      convertUnknownCategoricalLevelsToNa: true,
      convertInvalidNumbersToNa: true,
      errorConsumer: {
        unknownLevel: (...args) => calls.push(['level', ...args]),
        invalidNumber: (...args) => calls.push(['number', ...args]),
      },
    });
    const asNA = predictor.predict({ x1: 'abc', c3: 'nowhere' });
    expect(asNA).toEqual(predictor.predict({}));
    expect(calls).toEqual([
      ['number', 'x1', 'abc'],
      ['level', 'c3', 'nowhere'],
    ]);
  });

  it('gives plain fields that are copies', async () => {
    using model = await loadMojo(GOLDEN.mojo);
    const predictor = model.easyPredict();
    const first = predictor.predict({ x1: 1 });
    const copy = structuredClone(first);
    predictor.predict({ x1: -100, x2: 50 });
    expect(first).toEqual(copy);
    expect(Object.keys(first)).toEqual(['labelIndex', 'label', 'classProbabilities']);
  });

  it('leaves and stages on request', async () => {
    using model = await loadMojo(GOLDEN.mojo);
    const predictor = model.easyPredict({
      enableLeafAssignment: true,
      enableStagedProbabilities: true,
    });
    const prediction = predictor.predict({ x1: 1 }) as {
      leafNodeAssignments: string[];
      leafNodeAssignmentIds: number[];
      stageProbabilities: number[];
      classProbabilities: number[];
    };
    const count = model.trees!.treeCount;
    expect(prediction.leafNodeAssignments).toHaveLength(count);
    expect(prediction.leafNodeAssignmentIds).toHaveLength(count);
    expect(prediction.stageProbabilities.at(-1)).toBe(prediction.classProbabilities[0]);
    using glm = await loadTiny(tinyGlm());
    expect(() => glm.easyPredict({ enableLeafAssignment: true })).toThrow(ModelCategoryError);
  });
});

function bytesOf(values: Float64Array | Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
