// What depends on a call rather than on a row: the random start of low rank models, and which columns hold words.
import { describe, expect, it } from 'vitest';
import {
  Frame,
  readCsv,
  WasmojoError,
  type EasyPredictConfig,
  type Model,
} from '../../src/node.js';
import { tinyGlrm, tinyTargetEncoder, tinyWord2Vec } from './tiny-dim-models.js';
import { loadTiny, tinyGlm } from './tiny-models.js';
import { loadNested, numericGlm, tinyPipeline } from './tiny-nested-models.js';

const lowRank = () =>
  loadTiny(tinyGlrm({ levelCounts: [], losses: ['Absolute', 'Huber'], rank: 2 }));

const ROW = { x0: 1, x1: 2 };

async function factors(model: Model, frames: readonly Frame[], options = {}): Promise<unknown[]> {
  const all: unknown[] = [];
  const stream = model.predictionStream(frames, {}, undefined, options);
  for await (const predictions of stream) {
    for (const prediction of predictions) {
      const failed = prediction instanceof WasmojoError;
      all.push(failed ? prediction.code : (prediction as { dimensions: number[] }).dimensions);
    }
  }
  return all;
}

const alone = (model: Model, config: EasyPredictConfig = {}) =>
  (model.easyPredict(config).predict(ROW) as { dimensions: number[] }).dimensions;

describe('the start of a low rank model', () => {
  it('is seeded by the place of the row within the call, whatever the frames', async () => {
    using model = await lowRank();
    const rows = Array.from({ length: 5 }, () => ROW);
    const one = await factors(model, [Frame.fromRows(rows)]);
    const split = [rows.slice(0, 2), [], rows.slice(2)].map((part) => Frame.fromRows(part));
    expect(await factors(model, split)).toEqual(one);
    expect(new Set(one.map(String)).size).toBe(5);
    // tinyGlrm has seed 42.
    const seeds = [42, 43, 44, 45n, 46n];
    expect(seeds.map((glrmSeed) => alone(model, { glrmSeed }))).toEqual(one);
    expect(await factors(model, [Frame.fromRows(rows.slice(1))], { glrmSeed: 43 })).toEqual(
      one.slice(1),
    );
  });

  it('goes on over the blocks of a long frame', async () => {
    using model = await lowRank();
    const rows = Array.from({ length: 9000 }, () => ROW);
    const all = await factors(model, [Frame.fromRows(rows)], { glrmIterNumber: 1 });
    for (const place of [0, 4095, 4096, 8999]) {
      expect(all[place]).toEqual(alone(model, { glrmSeed: 42 + place, glrmIterNumber: 1 }));
    }
  });

  it('does not count rows that are refused before scoring', async () => {
    using model = await lowRank();
    const bad = { x0: 'one' };
    const mixed = await factors(model, [
      Frame.fromRows([bad, ROW, bad]),
      Frame.fromRows([bad, ROW]),
    ]);
    const plain = await factors(model, [Frame.fromRows([ROW, ROW])]);
    expect(mixed).toEqual([
      'INVALID_NUMBER',
      plain[0],
      'INVALID_NUMBER',
      'INVALID_NUMBER',
      plain[1],
    ]);
  });

  it('is that of the first row in every call: models hold no state', async () => {
    using model = await lowRank();
    expect(alone(model)).toEqual(alone(model));
    const frame = Frame.fromRows([ROW, ROW]);
    const [first] = await factors(model, [frame]);
    expect(alone(model)).toEqual(first);
    expect(await factors(model, [frame])).toEqual(await factors(model, [frame]));
  });

  it('is the same within a pipeline', async () => {
    const glrm = tinyGlrm({ levelCounts: [], losses: ['Absolute', 'Huber'], rank: 2 });
    const columns = ['x0', 'x1', 'y'];
    using nested = await loadNested({
      ...tinyPipeline({ n_features: 2, generated_column_model_0: 'factors' }),
      columns,
      domains: [null, null, null],
      models: { main: numericGlm(['CLUSTER'], [1]), factors: glrm },
    });
    using model = await lowRank();
    const frames = [{ rows: 3000 }, { rows: 3000 }].map(({ rows }) =>
      Frame.fromRows(Array.from({ length: rows }, () => ROW)),
    );
    const values: unknown[] = [];
    for await (const rows of nested.predictionStream(frames, {})) {
      values.push(...rows.map((row) => (row as { value: number }).value));
    }
    expect(values).toEqual((await factors(model, frames)).map((x) => (x as number[])[0]));
  });

  it('a seed of 64 bits wraps round', async () => {
    using model = await lowRank();
    const last = 2n ** 63n - 1n;
    const rows = await factors(model, [Frame.fromRows([ROW, ROW])], { glrmSeed: last });
    expect(rows).toEqual([alone(model, { glrmSeed: last }), alone(model, { glrmSeed: last + 1n })]);
  });

  it('more iterations, another answer', async () => {
    using model = await lowRank();
    expect(alone(model, { glrmIterNumber: 100 })).toEqual(alone(model));
    expect(alone(model, { glrmIterNumber: 1 })).not.toEqual(alone(model));
  });

  it.each([
    [{ glrmIterNumber: 0 }, 'expected a whole number above 0 for glrmIterNumber, got number 0'],
    [{ glrmIterNumber: 1.5 }, 'expected a whole number above 0 for glrmIterNumber'],
    [{ glrmSeed: 0.5 }, 'expected a whole number (a bigint above 2^53) for glrmSeed'],
  ])('%j is refused', async (config, message) => {
    using model = await lowRank();
    expect(() => model.easyPredict(config)).toThrow(message);
    await expect(model.predict(Frame.fromRows([ROW]), config)).rejects.toThrow(message);
  });

  it('other models have no use for these settings', async () => {
    using model = await loadTiny(tinyGlm());
    const frame = Frame.fromRows([{ x: 1 }]);
    const needs = { code: 'MODEL_CATEGORY', needs: 'GLRM' };
    await expect(model.predict(frame, { glrmSeed: 1 })).rejects.toMatchObject(needs);
    await expect(model.reconstruct(frame)).rejects.toMatchObject(needs);
    expect(() => model.easyPredict({ enableGlrmReconstruct: true })).toThrow(
      'reconstruction from factors needs a low rank model (GLRM); this is Generalized Linear Model',
    );
  });
});

describe('reconstruction', () => {
  it('has the columns of the input in the order of the model', async () => {
    using model = await loadTiny(
      tinyGlrm({ levelCounts: [3], losses: ['Categorical', 'Quadratic'], rank: 2 }),
    );
    const row = { x0: 0.5, g0: 'l2' };
    const frame = await model.reconstruct(Frame.fromRows([row]));
    expect(frame.names).toEqual(['reconstr_x0', 'reconstr_g0']);
    const predictor = model.easyPredict({ enableGlrmReconstruct: true });
    expect(Object.values(frame.row(0))).toEqual(
      (predictor.predict(row) as { reconstructed: number[] }).reconstructed,
    );
  });

  it.each(['reverse_transform', 'transposed', 'catOffsets'])(
    'does not exist without the key %s',
    async (key) => {
      const mojo = tinyGlrm({
        levelCounts: [],
        losses: ['Quadratic'],
        rank: 1,
        info: { mojo_version: '1.00', [key]: undefined },
      });
      using model = await loadTiny(mojo);
      await expect(model.reconstruct(Frame.fromRows([ROW]))).rejects.toMatchObject({
        code: 'MODEL_CATEGORY',
        needs: 'MOJO 1.10',
        has: '1.00',
      });
      const predictor = model.easyPredict({ enableGlrmReconstruct: true });
      expect(Object.keys(predictor.predict(ROW))).toEqual(['dimensions']);
    },
  );
});

describe('words', () => {
  const vectors = { a: [1, Math.fround(0.1)], bc: [3, Math.fround(0.2)] };

  it('are in every column with text; numbers and NA are none', async () => {
    using model = await loadTiny(tinyWord2Vec());
    const predictor = model.easyPredict();
    expect(predictor.predict({ p: 'a', n: 5, q: 'b\nc', none: null, un: undefined })).toEqual({
      wordEmbeddings: { p: vectors.a, q: vectors.bc },
      sentence: [2, Math.fround(Math.fround(vectors.a[1] + vectors.bc[1]) / 2)],
    });
    expect(predictor.predict({ r: 'A' })).toEqual({
      wordEmbeddings: { r: null },
      sentence: [NaN, NaN],
    });
    expect(predictor.predict({ x: NaN, y: true })).toEqual({
      wordEmbeddings: {},
      sentence: [NaN, NaN],
    });
  });

  it('are the same in frames of other columns, one after another', async () => {
    using model = await loadTiny(tinyWord2Vec());
    const frames = [
      Frame.fromRows([{ p: 'a', n: 1 }, { p: 'x' }]),
      Frame.fromRows([
        { q: 'a', r: 'b\nc', s: 7 },
        { q: 3, r: 'a' },
      ]),
      Frame.fromRows([{}]),
    ];
    const all: unknown[] = [];
    for await (const rows of model.predictionStream(frames, {})) {
      all.push(...rows.map((row) => (row as { wordEmbeddings: unknown }).wordEmbeddings));
    }
    expect(all).toEqual([
      { p: vectors.a },
      { p: null },
      { q: vectors.a, r: vectors.bc },
      { r: vectors.a },
      {},
    ]);
  });

  it('make one vector a row, in columns named as H2O names them', async () => {
    using model = await loadTiny(tinyWord2Vec());
    const csv = Buffer.from('p,q\na,"b\nc"\na,NA\n5,zzz\n');
    const frame = await model.predict(await readCsv(csv, { model }));
    expect(frame.toRows()).toEqual([
      { C1: 2, C2: Math.fround(Math.fround(vectors.a[1] + vectors.bc[1]) / 2) },
      { C1: 1, C2: vectors.a[1] },
      { C1: null, C2: null },
    ]);
    expect(frame.report).toEqual({
      missingColumns: [],
      unusedColumns: [],
      unknownLevels: [],
      invalidNumbers: [],
    });
  });
});

describe('models without an offset', () => {
  it.each([
    ['GLRM', tinyGlrm({ levelCounts: [], losses: ['Huber'], rank: 1 })],
    ['target encoder', tinyTargetEncoder()],
    ['Word2Vec', tinyWord2Vec()],
  ])('%s refuses one', async (_, mojo) => {
    using model = await loadTiny(mojo);
    const predictor = model.easyPredict();
    expect(() => predictor.predict({}, { offset: 1 })).toThrow('takes no offset');
    expect(() => predictor.predict({}, { offset: 0 })).not.toThrow();
  });
});
