// Networks read rows as they lie and give rows: the same answers as by columns.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CsvWriter,
  Frame,
  MissingColumnError,
  type Model,
  type PredictOptions,
} from '../../src/node.js';
import { loadTiny, tinyDeepLearning } from '../algos/tiny-models.js';
import { BACKENDS } from '../support/backends.js';

const NAMES = ['a', 'b', 'c'];
const numbers = (count: number, first: number) =>
  `[${Array.from({ length: count }, (_, i) => (Math.sin(i + first) * 2).toFixed(3)).join(', ')}]`;

/** An autoencoder of three numbers. */
const autoencoder = (activation: string) => ({
  ...tinyDeepLearning({
    category: 'AutoEncoder',
    supervised: false,
    nums: 3,
    cats: 0,
    n_features: 3,
    n_columns: 3,
    cat_offsets: '[0]',
    norm_mul: '[0.5, 2.0, 0.01]',
    norm_sub: '[1.0, -2.0, 300.0]',
    activation,
    neural_network_sizes: '[3, 2, 3]',
    weight_layer0: numbers(6, 1),
    bias_layer0: numbers(2, 7),
    weight_layer1: numbers(6, 9),
    bias_layer1: numbers(3, 15),
  }),
  columns: NAMES,
  domains: [null, null, null],
});
const AUTOENCODER = autoencoder('Tanh');
const RECTIFIER = autoencoder('Rectifier');

const ROWS = 4001;
const CELLS = Float64Array.from({ length: ROWS * 4 }, (_, i) =>
  i % 97 === 0 ? NaN : ((i * 7919) % 4001) / 8 - 100,
);
/** Columns in another order, with one more. */
const WIDE = ['x', ...NAMES];

function asColumns(frame: Frame): Frame {
  return new Frame(frame.columns, frame.rowCount);
}

describe.each(BACKENDS)('rows that lie one after another, on %s', (backend) => {
  let model: Model;
  beforeAll(async () => {
    model = await loadTiny(AUTOENCODER);
  });
  afterAll(() => model.dispose());

  it.each(['exact', 'fast'] as const)('have the answers of columns (%s)', async (precision) => {
    const options: PredictOptions = { backend, precision };
    for (const values of [CELLS, Float32Array.from(CELLS), Uint8Array.from(CELLS)]) {
      for (const names of [WIDE, [...NAMES, 'x'], ['c', 'a', 'b', 'x']]) {
        const rows = Frame.fromMatrix(values, names);
        for (const answer of [
          (frame: Frame) => model.predict(frame, options),
          (frame: Frame) => model.deepFeatures(frame, 1, options),
          (frame: Frame) => model.anomaly(frame, options),
          (frame: Frame) => model.anomaly(frame, { ...options, perFeature: true }),
        ]) {
          const [of, expected] = [await answer(rows), await answer(asColumns(rows))];
          expect(of.names).toEqual(expected.names);
          expect(of.columns).toEqual(expected.columns);
          expect(of.report).toEqual(expected.report);
        }
      }
    }
  });

  it('give rows, which another network takes as they are', async () => {
    const features = await model.deepFeatures(Frame.fromMatrix(CELLS, WIDE), 1, { backend });
    const { values, width } = features.matrix!;
    expect(width).toBe(2);
    expect(values).toHaveLength(2 * ROWS);
    expect(Array.from(values.slice(0, 2))).toEqual(features.columns.map((c) => c.values?.[0]));
  });
});

describe('in single precision', () => {
  const fast: PredictOptions = { precision: 'fast', backend: 'wasm' };
  const beyond = CELLS.slice();
  beyond[4 * 3000 + 1] = 1e300;

  it('are floats, and the same numbers on several threads', async () => {
    using model = await loadTiny(AUTOENCODER);
    const rows = Frame.fromMatrix(CELLS, WIDE);
    for (const answer of [
      (options: PredictOptions) => model.predict(rows, options),
      (options: PredictOptions) => model.deepFeatures(rows, 1, options),
    ]) {
      const one = await answer(fast);
      expect(one.matrix?.values).toBeInstanceOf(Float32Array);
      const two = await answer({ ...fast, threads: 2 });
      one.columns.forEach(({ values }, c) =>
        expect(Array.from(values!)).toEqual(Array.from(two.columns[c].values!)),
      );
    }
  });

  it('are doubles where one is beyond floats, and the others what they are without it', async () => {
    // A unit of Tanh would be 1.
    using model = await loadTiny(RECTIFIER);
    const [plain, mixed, exact] = [
      await model.predict(Frame.fromMatrix(CELLS, WIDE), fast),
      await model.predict(Frame.fromMatrix(beyond, WIDE), fast),
      await model.predict(Frame.fromMatrix(beyond, WIDE), { backend: 'wasm' }),
    ];
    expect(mixed.matrix?.values).toBeInstanceOf(Float64Array);
    for (const row of [0, 1919, 2999, 3001, 4000]) expect(mixed.row(row)).toEqual(plain.row(row));
    expect(mixed.row(3000)).toEqual(exact.row(3000));
  });

  it('are written as the doubles that they are', async () => {
    using model = await loadTiny(AUTOENCODER);
    const rows = await model.predict(Frame.fromMatrix(CELLS, WIDE), fast);
    const doubles = Frame.fromMatrix(Float64Array.from(rows.matrix!.values), rows.names);
    const text = (frame: Frame) => new TextDecoder().decode(new CsvWriter().rows(frame));
    expect(text(rows)).toBe(text(doubles));
    expect(rows.toRows()).toEqual(doubles.toRows());
  });
});

it('reports progress between blocks of rows, and stops there', async () => {
  using model = await loadTiny(AUTOENCODER);
  const seen: number[] = [];
  const rows = Frame.fromMatrix(CELLS, WIDE);
  await model.predict(rows, { onProgress: (count) => seen.push(count) });
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.at(-1)).toBe(ROWS);
  const controller = new AbortController();
  controller.abort(new Error('enough'));
  await expect(model.predict(rows, { signal: controller.signal })).rejects.toThrow('enough');
});

it('takes columns that are missing for NA, and refuses rows of others only', async () => {
  using model = await loadTiny(AUTOENCODER);
  const some = Frame.fromMatrix(CELLS.subarray(0, 40), ['a', 'b']);
  const answer = await model.predict(some);
  expect(answer.columns).toEqual((await model.predict(asColumns(some))).columns);
  expect(answer.report.missingColumns).toEqual(['c']);
  const none = Frame.fromMatrix(CELLS.subarray(0, 40), ['p', 'q']);
  await expect(model.predict(none)).rejects.toThrow(MissingColumnError);
});

it('gives several threads the rows of a matrix', async () => {
  using model = await loadTiny(AUTOENCODER);
  const rows = Frame.fromMatrix(CELLS, WIDE);
  const expected = await model.predict(rows);
  expect((await model.predict(rows, { threads: 2 })).columns).toEqual(expected.columns);
});

it('refuses numbers for levels as in columns', async () => {
  using model = await loadTiny(tinyDeepLearning());
  const rows = Frame.fromMatrix(Float64Array.of(1, 2), ['colour', 'x']);
  await expect(model.predict(rows)).rejects.toThrow('colour');
});
