// Each rule for values, by every way that rows take to a model.
import { describe, expect, it } from 'vitest';
import {
  Frame,
  loadMojo,
  MissingColumnError,
  readCsv,
  readJsonLines,
  WasmojoError,
  type Model,
  type Prediction,
  type PredictOptions,
} from '../../src/node.js';
import { loadTiny, tinyGbm, tinyGlm, tinyKMeans } from '../algos/tiny-models.js';
import { CASES, inputRows, readJsonLines as readGolden, readText } from '../support/cases.js';
import { expectClose } from '../conformance/compare.js';

type Values = Readonly<Record<string, unknown>>;

const csvOf = (row: Values) =>
  Buffer.from(`${Object.keys(row).join(',')}\n${Object.values(row).map(String).join(',')}\n`);

async function onlyFrame(frames: AsyncIterable<Frame>): Promise<Frame> {
  for await (const frame of frames) return frame;
  throw new Error('no frame');
}

const WAYS: readonly [string, (model: Model, row: Values) => Promise<Frame>][] = [
  ['Frame.fromRows', (_, row) => Promise.resolve(Frame.fromRows([row]))],
  ['readCsv', (model, row) => readCsv(csvOf(row), { model })],
  ['readCsv without types', (_, row) => readCsv(csvOf(row))],
  ['JSON lines', (_, row) => onlyFrame(readJsonLines([Buffer.from(JSON.stringify(row))]))],
];

/** The one prediction of a row, or its error. */
async function predictBy(
  way: string,
  model: Model,
  row: Values,
  rules: PredictOptions,
): Promise<Prediction | WasmojoError> {
  if (way === 'easyPredict') {
    try {
      return model.easyPredict(rules).predict(row);
    } catch (error) {
      if (error instanceof WasmojoError) return error;
      throw error;
    }
  }
  const frame = await WAYS.find(([name]) => name === way)![1](model, row);
  for await (const [prediction] of model.predictionStream([frame], {}, undefined, rules)) {
    return prediction;
  }
  throw new Error('no prediction');
}

const STRICT = { convertUnknownCategoricalLevelsToNa: false, convertInvalidNumbersToNa: false };
const LENIENT = { convertUnknownCategoricalLevelsToNa: true, convertInvalidNumbersToNa: true };
const ALL = ['easyPredict', ...WAYS.map(([name]) => name)];

describe.each(ALL)('by %s', (way) => {
  it.each([
    ['1.5', 1.5],
    [' 0x1p3 ', 8],
    ['-Infinity', -Infinity],
    [7, 7],
  ])('the number %j, as a number or as text', async (x, value) => {
    using model = await loadTiny(tinyGlm());
    expect(await predictBy(way, model, { x }, STRICT)).toEqual({ value });
  });

  it('text that is no number is refused or NA', async () => {
    using model = await loadTiny(tinyGlm());
    expect(await predictBy(way, model, { x: 'abc' }, STRICT)).toMatchObject({
      code: 'INVALID_NUMBER',
      column: 'x',
      value: 'abc',
    });
    expect(await predictBy(way, model, { x: 'abc' }, LENIENT)).toEqual({ value: NaN });
  });

  it('levels are text; unknown ones are refused or NA', async () => {
    using model = await loadTiny(tinyKMeans());
    const row = { x: 6, colour: 'b' };
    expect(await predictBy(way, model, row, STRICT)).toMatchObject({ cluster: 1 });
    expect(await predictBy(way, model, { x: 6, colour: 'B' }, STRICT)).toMatchObject({
      code: 'UNKNOWN_CATEGORICAL_LEVEL',
      column: 'colour',
      level: 'B',
    });
    expect(await predictBy(way, model, { x: 6, colour: 'B' }, LENIENT)).toMatchObject({
      cluster: 1,
    });
  });

  it('levels that look like numbers are text all the same', async () => {
    const mojo = { ...tinyKMeans(), domains: [null, ['1', '2.0']] };
    using model = await loadTiny(mojo);
    const row = { x: 5, colour: '2.0' };
    expect(await predictBy(way, model, row, STRICT)).toMatchObject({ cluster: 1 });
    expect(await predictBy(way, model, { ...row, colour: '2' }, STRICT)).toMatchObject({
      code: 'UNKNOWN_CATEGORICAL_LEVEL',
      level: '2',
    });
  });

  it('other columns are ignored, absent ones are NA', async () => {
    using model = await loadTiny(tinyKMeans());
    const row = { id: '0f9e7e9c-3d1b-4a57-8d9c-6b1b1f1c2d3e', note: 'free text', x: 9 };
    expect(await predictBy(way, model, row, STRICT)).toMatchObject({ cluster: 1 });
  });

  it('a time is milliseconds, as a number or as text; a date is no number', async () => {
    using model = await loadTiny(tinyGlm());
    expect(await predictBy(way, model, { x: 1436855871000 }, STRICT)).toEqual({
      value: 1436855871000,
    });
    expect(await predictBy(way, model, { x: '2015-07-14' }, STRICT)).toMatchObject({
      code: 'INVALID_NUMBER',
      value: '2015-07-14',
    });
  });
});

describe('values of other JavaScript types', () => {
  const VALUES = [5n, true, new Date(0), { a: 1 }, ['a'], Symbol.iterator];

  it.each(['easyPredict', 'Frame.fromRows'])('are refused by column, by %s', async (way) => {
    using model = await loadTiny(tinyKMeans());
    for (const value of VALUES) {
      for (const row of [{ x: value }, { x: 1, colour: value }]) {
        const column = 'colour' in row ? 'colour' : 'x';
        const refused = await predictBy(way, model, row, LENIENT);
        expect(refused).toMatchObject({ code: 'VALUE_TYPE', column });
        expect(() => JSON.stringify((refused as WasmojoError).facts())).not.toThrow();
      }
    }
    expect(await predictBy(way, model, { x: 1, colour: 5 }, LENIENT)).toMatchObject({
      code: 'VALUE_TYPE',
      value: 5,
    });
  });

  it.each(['easyPredict', 'Frame.fromRows'])(
    'null, undefined and NaN are NA, by %s',
    async (way) => {
      using model = await loadTiny(tinyGlm());
      for (const x of [null, undefined, NaN]) {
        expect(await predictBy(way, model, { x }, STRICT)).toEqual({ value: NaN });
      }
    },
  );

  it('a row that is none is an ArgumentError', async () => {
    using model = await loadTiny(tinyGlm());
    const predictor = model.easyPredict();
    for (const row of [null, undefined, 5, 'x', [1], new Map([['x', 1]])]) {
      expect(() => predictor.predict(row as never)).toThrow(/values by column name for row,/);
      expect(() => Frame.fromRows([{}, row as never])).toThrow(/for rows\[1\],/);
    }
    expect(() => Frame.fromRows({} as never)).toThrow(/an array of objects for rows/);
    expect(() => predictor.predict({}, { offset: '1' as never })).toThrow(/a number for offset/);
    expect(() => predictor.predict({}, null as never)).toThrow(/options of row.predict/);
  });

  it('NaN in a frame is NA whatever stands in the other rows', () => {
    const frame = Frame.fromRows([{ a: NaN }, { a: 'x' }, { a: 2 }]);
    expect(frame.toRows()).toEqual([{ a: null }, { a: 'x' }, { a: 2 }]);
  });
});

describe('a time column of a real model', () => {
  it('takes milliseconds as numbers and as text', async () => {
    const golden = CASES.find(({ name }) => name === 'gbm/time_only')!;
    using model = await loadMojo(golden.mojo);
    const expected = readGolden<Record<string, unknown>>(golden, 'rows.jsonl');
    const texts = inputRows(readText(golden, 'input.csv')!);
    const predictor = model.easyPredict();
    let compared = 0;
    texts.forEach((row, i) => {
      const when = Number(row.when);
      if (expected[i]?.value === undefined || !(when > 1e12)) return;
      for (const given of [row, { ...row, when }]) {
        const { value } = predictor.predict(given) as { value: number };
        expectClose(value, expected[i].value, 0, `row ${i}`);
      }
      compared++;
    });
    expect(compared).toBeGreaterThan(5);
  });
});

describe('an offset column', () => {
  const offsetModel = () => loadTiny(tinyGbm({ offset_column: 'off' }));
  const rows = [
    { x: 1, off: 2 },
    { x: 1, off: '0.5' },
  ];

  it('counts in predictions and stages, and is wanted by every kind of answer', async () => {
    using model = await offsetModel();
    const frame = Frame.fromRows(rows);
    const predictions = await model.predict(frame);
    expect(predictions.toRows()).toEqual([{ predict: 2 }, { predict: 0.5 }]);
    expect((await model.predictLeafNodeAssignment(frame)).rowCount).toBe(2);
    const without = Frame.fromRows([{ x: 1 }]);
    await expect(model.predict(without)).rejects.toMatchObject({ column: 'off', columns: ['x'] });
    await expect(model.predictLeafNodeAssignment(without)).rejects.toThrow(MissingColumnError);
  });

  it('counts in single rows and in streams of predictions', async () => {
    using model = await offsetModel();
    expect(model.easyPredict().predict({ x: 1 }, { offset: 2 })).toEqual({ value: 2 });
    for await (const predictions of model.predictionStream([Frame.fromRows(rows)], {})) {
      expect(predictions).toEqual([{ value: 2 }, { value: 0.5 }]);
    }
  });

  it('counts in metrics', async () => {
    using model = await offsetModel();
    const frame = Frame.fromRows([
      { x: 1, off: 2, y: 3 },
      { x: 1, off: 4, y: 5 },
    ]);
    expect(await model.performance(frame)).toMatchObject({ MSE: 1 });
  });
});

describe('an input with none of the columns', () => {
  it('is refused with what was wanted and what was found', async () => {
    using model = await loadTiny(tinyKMeans());
    const expected = {
      code: 'MISSING_COLUMN',
      column: 'x',
      columns: ['X;Colour'],
      message:
        'column "x" is missing: so are all others of the model ("colour"); the input has "X;Colour"; ' +
        'check its header and the separator',
    };
    const csv = Buffer.from('X;Colour\n1;a\n');
    await expect(readCsv(csv, { model })).rejects.toMatchObject(expected);
    await expect(model.predict(await readCsv(csv))).rejects.toMatchObject(expected);
    await expect(model.predict(Frame.fromRows([{ id: 5 }]))).rejects.toThrow(MissingColumnError);
  });

  it('but rows without any column are rows of NA, and so are JSON lines without a known name', async () => {
    using model = await loadTiny(tinyGlm());
    expect((await model.predict(Frame.fromRows([{}, {}]))).column('predict').values).toEqual(
      Float64Array.of(NaN, NaN),
    );
    expect(await predictBy('JSON lines', model, { id: 5 }, STRICT)).toEqual({ value: NaN });
    expect(model.easyPredict().predict({ id: 5 })).toEqual({ value: NaN });
  });
});

describe('JSON lines that are no rows', () => {
  it('fail one by one where they are kept', async () => {
    using model = await loadTiny(tinyGbm({ offset_column: 'off' }));
    const text = '{"x": 1, "off": 1}\nnothing\n\n[1]\n{"x": 1, "off": 4}\n';
    const frames = readJsonLines([Buffer.from(text)], { keepBadLines: true, file: 'a.jsonl' });
    const all = [];
    for await (const rows of model.predictionStream(frames, {})) all.push(...rows);
    expect(all).toEqual([{ value: 1 }, expect.anything(), expect.anything(), { value: 4 }]);
    expect(all[1]).toMatchObject({ code: 'INPUT_FORMAT', row: 1, line: 2, file: 'a.jsonl' });
    expect(all[2]).toMatchObject({ code: 'INPUT_FORMAT', row: 2, line: 4 });
  });

  it('keep their place in whichever block they stand', async () => {
    using model = await loadTiny(tinyGlm());
    const text = Array.from({ length: 9 }, (_, i) => (i % 4 === 1 ? '!' : `{"x": ${i}}`)).join(
      '\n',
    );
    for (const blockRows of [1, 2, 3, 100]) {
      const frames = readJsonLines([Buffer.from(text)], { keepBadLines: true, blockRows });
      const all = [];
      for await (const rows of model.predictionStream(frames, {})) all.push(...rows);
      all.forEach((row, i) =>
        expect(row).toMatchObject(i % 4 === 1 ? { code: 'INPUT_FORMAT', row: i } : { value: i }),
      );
    }
  });

  it('texts that mean NA are taken from naStrings', async () => {
    const text = '{"a": "NA", "__proto__": "?", "b": "x"}\n';
    const frames = readJsonLines([Buffer.from(text)], { naStrings: ['NA', '?'] });
    const frame = await onlyFrame(frames);
    expect(frame.names).toEqual(['a', '__proto__', 'b']);
    expect(frame.columns.map(({ kind }) => kind)).toEqual(['number', 'number', 'categorical']);
  });
});
