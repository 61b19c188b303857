import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import {
  ArgumentError,
  ConversionCounter,
  FeatureStack,
  Frame,
  MissingColumnError,
  ModelCategoryError,
  readCsv,
  type FeatureSource,
  type Model,
} from '../../src/node.js';
import { slices } from '../../src/frame/slice-frame.js';
import { BACKENDS } from '../support/backends.js';
import { answersOf, loadModels, SMALL_DIGITS } from '../support/mnist.js';

const digits = SMALL_DIGITS.digits(60);
const NAMES = JSON.parse(readFileSync(SMALL_DIGITS.answers('names.json'), 'utf8')) as Record<
  string,
  string[]
>;

let models: ReadonlyMap<string, Model>;
const model = (name: string) => models.get(name)!;
const chain = (): FeatureSource => ({
  model: model('AE8'),
  prefix: 'AE8.',
  from: { model: model('AE24') },
});

beforeAll(async () => {
  models = await loadModels(SMALL_DIGITS, ['AE16', 'AE24', 'AE8', 'DL1', 'GBM']);
});

afterAll(() => {
  for (const one of models.values()) one.dispose();
});

/** A column's numbers. */
const numbers = (frame: Frame, name: string) => [...(frame.column(name).values ?? [])];

/** A frame's columns as plain values. */
const cells = (frame: Frame) => frame.columns.map((column) => ({ ...column }));

describe('names', () => {
  it("are H2O's, behind the prefixes, and the columns to keep come last", async () => {
    const sources = [{ model: model('AE16'), prefix: 'AE16.' }, chain()];
    const { names } = await FeatureStack.create(sources, { keep: ['answer'] });
    expect(names).toEqual(NAMES.stacked);
  });

  it('of a single model that reads columns so named are those of H2O', async () => {
    for (const name of ['AE16', 'AE24', 'AE8']) {
      const columns = await model(name).answerColumns({ kind: 'deep-features', layer: 1 });
      expect(columns.map((column) => column.name)).toEqual(NAMES[name]);
    }
  });

  it("are the units' numbers with names: 'units'", async () => {
    const { names } = await FeatureStack.create([chain()], { names: 'units' });
    expect(names).toEqual(Array.from({ length: 8 }, (_, unit) => `AE8.DF.L1.C${unit + 1}`));
  });

  it('are refused where two columns would have the same one', async () => {
    const [a, b] = [{ model: model('AE16') }, { model: model('AE24') }];
    await expect(FeatureStack.create([a, b])).rejects.toThrow(/prefix of sources\[1\].*DF\.L1\.C1/);
    await expect(FeatureStack.create([a], { keep: ['DF.L1.C2'] })).rejects.toThrow(ArgumentError);
    await expect(FeatureStack.create([a], { keep: ['x', 'x'] })).rejects.toThrow('keep');
  });
});

describe('features', () => {
  it.each(BACKENDS)('have the same bits on %s as each model gives', async (backend) => {
    const stack = await FeatureStack.create([{ model: model('AE16'), prefix: 'AE16.' }, chain()]);
    const stacked = await stack.features(digits, { backend });
    const hidden = await model('AE24').deepFeatures(digits, 1, { backend });
    const parts = [
      await model('AE16').deepFeatures(digits, 1, { backend }),
      await model('AE8').deepFeatures(hidden, 1, { backend }),
    ];
    const expected = parts.flatMap(({ columns }) => columns.map(({ values }) => values));
    expect(stacked.columns.map(({ values }) => values)).toEqual(expected);
  });

  it('are the same in one frame and in pieces', async () => {
    const stack = await FeatureStack.create([chain(), { model: model('AE24') }]);
    const rows = stack.blockRows * 2 + 7;
    const columns = digits.columns.slice(0, -1).map(({ name, values }) => ({
      kind: 'number' as const,
      name,
      values: Float64Array.from({ length: rows }, (_, row) => values![row % 60]),
    }));
    const many = await stack.features(new Frame(columns));
    const few = await stack.features(digits);
    expect(many.rowCount).toBe(rows);
    for (const name of [few.names[0], few.names.at(-1)]) {
      const repeated = numbers(few, name);
      const expected = Array.from({ length: rows }, (_, row) => repeated[row % 60]);
      expect(numbers(many, name)).toEqual(expected);
    }
  });

  it('of layers that several sources name are computed once', async () => {
    const ae24 = model('AE24');
    let asked = 0;
    const original = ae24.answerStream.bind(ae24);
    ae24.answerStream = (...args) => {
      asked++;
      return original(...args);
    };
    const stack = await FeatureStack.create([{ model: ae24, prefix: 'a.' }, chain()]);
    await stack.features(digits);
    Reflect.deleteProperty(ae24, 'answerStream');
    expect(asked).toBe(1);
  });

  it('of no rows are no rows', async () => {
    const stack = await FeatureStack.create([chain()], { keep: ['answer'] });
    const none = await stack.features(SMALL_DIGITS.digits(0));
    expect([none.rowCount, none.names.length]).toEqual([0, 9]);
  });

  it('of a chain match by the names that the model was trained with, prefixed or not', async () => {
    // DL1 reads the stacked frame's names; AE16 alone gives 16 of its 24.
    const wrong = { model: model('DL1'), name: 'DL1.zip' };
    const from = { model: model('AE16'), name: 'AE16.zip' };
    const error = await FeatureStack.create([{ ...wrong, from }]).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(MissingColumnError);
    expect((error as MissingColumnError).column).toBe('AE8.DF.L1.C110');
    expect((error as MissingColumnError).columns).toEqual(NAMES.AE16);
    expect((error as Error).message).toMatch(/DL1\.zip reads it and 7 more.*AE16\.zip gives/);
  });

  it('pass options on', async () => {
    const stack = await FeatureStack.create([chain(), { model: model('AE16') }]);
    const seen: number[] = [];
    await stack.features(digits, { onProgress: (rows) => seen.push(rows) });
    expect(seen.at(-1)).toBe(60);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(stack.features(digits, { signal })).rejects.toThrow('enough');
    const exact = await stack.features(digits);
    const fast = await stack.features(digits, { precision: 'fast', backend: 'wasm-simd' });
    expect(cells(fast)).not.toEqual(cells(exact));
    fast.columns.forEach((column, c) => {
      column.values?.forEach((value, row) => {
        expect(Math.abs(value - exact.columns[c].values![row])).toBeLessThan(5e-6);
      });
    });
    const options = { treads: 2 } as object;
    await expect(stack.features(digits, options)).rejects.toThrow('did you mean threads');
  });
});

describe('a stream', () => {
  it('gives a frame for each frame, which it reads once and not before it is wanted', async () => {
    const stack = await FeatureStack.create([{ model: model('AE16') }, chain()], {
      keep: ['answer', 'C100'],
    });
    let read = 0;
    function* source() {
      for (const frame of slices(digits, 25)) {
        read++;
        yield frame;
      }
    }
    const whole = cells(await stack.features(digits));
    let from = 0;
    for await (const { frame, input } of stack.stream(source())) {
      expect(frame.names).toEqual(stack.names);
      expect(input.rowCount).toBe(frame.rowCount);
      expect(read).toBe(Math.ceil((from + frame.rowCount) / 25));
      const expected = whole[0].values!.slice(from, from + frame.rowCount);
      expect(frame.columns[0].values).toEqual(expected);
      from += frame.rowCount;
    }
    expect([from, read]).toEqual([60, 3]);
  });

  it('closes its source when nobody wants more', async () => {
    const stack = await FeatureStack.create([{ model: model('AE16') }, chain()]);
    let closed = 0;
    function* source() {
      try {
        for (;;) yield digits;
      } finally {
        closed++;
      }
    }
    for await (const { frame } of stack.stream(source())) {
      expect(frame.rowCount).toBe(60);
      break;
    }
    expect(closed).toBe(1);
  });

  it('throws what its source throws', async () => {
    const stack = await FeatureStack.create([{ model: model('AE16') }, chain()]);
    function* source() {
      yield digits;
      throw new Error('no more');
    }
    const stream = stack.stream(source());
    expect((await stream.next()).done).toBe(false);
    await expect(stream.next()).rejects.toThrow('no more');
  });
});

describe('rows', () => {
  const csv = (cell: string) =>
    Buffer.from(`C1,C2,answer,extra\n0,0,7,x\n0,${cell},2,y\n0,0,1,z\n`);

  it('are read by the plan of the stack', async () => {
    const stack = await FeatureStack.create([{ model: model('AE16') }], { keep: ['answer'] });
    const frame = await readCsv(csv('1'), { model: stack });
    expect(frame.names).toEqual(['C1', 'C2', 'answer']);
    const features = await stack.features(frame);
    expect(features.row(1).answer).toBe('2');
    expect(features.report.missingColumns).toHaveLength(194);
    expect(features.report.unusedColumns).toEqual([]);
  });

  it('that fail are failures once, and the first one is thrown', async () => {
    const stack = await FeatureStack.create([{ model: model('AE16') }, chain()]);
    const frame = await readCsv(csv('far'), { model: stack });
    await expect(stack.features(frame)).rejects.toThrow('row 1, column "C2": "far"');
    for await (const { failures } of stack.stream([frame])) {
      expect(failures.map(({ row }) => row)).toEqual([1]);
    }
  });

  it('whose values are converted count once, whatever the number of models', async () => {
    const stack = await FeatureStack.create([{ model: model('AE16') }, chain()]);
    const frame = await readCsv(csv('far'), { model: stack });
    const counter = new ConversionCounter();
    const options = { convertInvalidNumbersToNa: true };
    for await (const { failures } of stack.stream([frame], counter, options)) {
      expect(failures).toEqual([]);
    }
    expect(counter.report().invalidNumbers).toEqual([
      { column: 'C2', count: 1, examples: ['far'] },
    ]);
  });

  it('without the columns of a model, or one to keep, are refused', async () => {
    const stack = await FeatureStack.create([{ model: model('AE16') }], { keep: ['answer'] });
    const other = Frame.fromRows([{ answer: '1', x: 2 }]);
    await expect(stack.features(other)).rejects.toThrow(MissingColumnError);
    await expect(stack.features(Frame.fromRows([{ C1: 1 }]))).rejects.toThrow('"answer"');
  });
});

describe('sources', () => {
  it('are deep learning models and layers that they have', async () => {
    const gbm = FeatureStack.create([{ model: model('GBM') }]);
    await expect(gbm).rejects.toThrow(ModelCategoryError);
    const layer = FeatureStack.create([{ model: model('AE16'), layer: 2 }]);
    await expect(layer).rejects.toThrow('a hidden layer from 1 to 1');
    await expect(FeatureStack.create([])).rejects.toThrow('at least one source');
    const none = [{ model: 'AE16.zip' as unknown as Model }];
    await expect(FeatureStack.create(none)).rejects.toThrow('sources[0].model');
    const names = { names: 'h20' as 'h2o' };
    await expect(FeatureStack.create([chain()], names)).rejects.toThrow('names');
  });

  it('that read themselves are refused', async () => {
    const endless: { model: Model; from?: FeatureSource } = { model: model('AE8') };
    endless.from = endless;
    await expect(FeatureStack.create([endless])).rejects.toThrow('a chain of at most 16 models');
  });

  it('read reconstructions of features, too', async () => {
    const hidden = await (await FeatureStack.create([{ model: model('AE24') }])).features(digits);
    const errors = await model('AE8').anomaly(hidden);
    const expected = answersOf(SMALL_DIGITS, 'AE8.anomaly.60.npy').values;
    expect(errors.columns[0].values).toEqual(expected);
  });
});
