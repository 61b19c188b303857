// Back ends that read a user's columns where they lie give the answers of copies, and leave the columns as they are.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  ArgumentError,
  Frame,
  loadMojo,
  readCsv,
  type Column,
  type Model,
  type PredictOptions,
} from '../../src/node.js';
import { BACKENDS } from '../support/backends.js';
import { CASES, readText, type Case } from '../support/cases.js';

/** The same columns where no kernel reads them: another thread could write to shared memory. */
function copyOf(frame: Frame): Frame {
  const columns = frame.columns.map((column): Column => {
    if (column.kind !== 'number') return column;
    const values = new Float64Array(new SharedArrayBuffer(8 * frame.rowCount));
    values.set(column.values);
    return { ...column, values };
  });
  return new Frame(columns, frame.rowCount, frame.origin);
}

const bits = (values: Float64Array | Float32Array) =>
  new BigUint64Array(Float64Array.from(values).buffer);

/** The answers of the rows that have one, column by column, and why the others have none. */
async function outcome(model: Model, frame: Frame, options: PredictOptions): Promise<unknown> {
  const wanted = { kind: 'prediction' } as const;
  for await (const scored of model.answerStream([frame], wanted, undefined, options)) {
    const { failures } = scored;
    const failed = new Set(failures.map(({ row }) => row));
    const answered = (column: Column): number[] =>
      column.kind === 'mixed'
        ? []
        : [...(column.values ?? column.codes)].filter((_, row) => !failed.has(row));
    return {
      failures: failures.map(({ row, error }) => String(error(row))),
      columns: scored.frame.columns.map(answered),
    };
  }
  return undefined;
}

const load = (name: string) => loadMojo(readFileSync(golden(name).mojo));
const rowsOf = (name: string, model: Model) =>
  readCsv(Buffer.from(readText(golden(name), 'input.csv')!), { model });

function golden(name: string): Case {
  return CASES.find((one) => one.name === name)!;
}

/** Frames of the same numbers in other forms. */
const FORMS: Record<string, (frame: Frame) => Frame> = {
  'as they were read': (frame) => frame,
  'without a text': (frame) => mapNumbers(frame, (values) => values),
  'parts of one buffer': (frame) => {
    const all = new Float64Array((frame.rowCount + 3) * frame.columns.length + 1).fill(7);
    return mapNumbers(frame, (values, c) => {
      const start = 1 + c * (frame.rowCount + 3);
      all.set(values, start);
      return all.subarray(start, start + frame.rowCount);
    });
  },
  'with missing cells': (frame) =>
    mapNumbers(frame, (values, c) => values.map((x, row) => ((row + c) % 7 === 0 ? NaN : x))),
  'with a column of floats': (frame) =>
    mapNumbers(frame, (values, c) => (c === 1 ? Float32Array.from(values) : values)),
  'in another order': (frame) =>
    new Frame([...mapNumbers(frame, (values) => values).columns].reverse(), frame.rowCount),
  'with a column of text': (frame) => {
    const [first, ...others] = frame.columns;
    const texts = Array.from(first.values ?? [], String);
    const domain = [...new Set(texts)];
    const codes = Int32Array.from(texts, (text) => domain.indexOf(text));
    const { name } = first;
    return new Frame([{ kind: 'categorical', name, codes, domain }, ...others], frame.rowCount);
  },
};

/** Without the texts that are no numbers: a column that has one is never read as it lies. */
function mapNumbers(
  frame: Frame,
  form: (values: Float64Array, column: number) => Float64Array | Float32Array,
): Frame {
  const columns = frame.columns.map((column, c): Column =>
    column.kind === 'number'
      ? { kind: 'number', name: column.name, values: form(Float64Array.from(column.values), c) }
      : column,
  );
  return new Frame(columns, frame.rowCount);
}

/** Models whose inputs are all numbers. */
const NUMERIC = [
  'gbm/cancer_cv',
  'gbm/multinomial_iris',
  'drf/digits',
  'deeplearning/digits',
  'deeplearning/rectifier_multi',
  'autoencoder/numeric',
];

describe.each(BACKENDS)('columns as they lie, on %s', (backend) => {
  it.each(NUMERIC)('have the answers of copies and are not changed by %s', async (name) => {
    using model = await load(name);
    const frame = await rowsOf(name, model);
    for (const form of Object.values(FORMS)) {
      const lying = form(frame);
      const copy = copyOf(lying);
      for (const precision of ['exact', 'fast'] as const) {
        const options: PredictOptions = { backend, precision };
        expect(await outcome(model, lying, options)).toEqual(await outcome(model, copy, options));
      }
      lying.columns.forEach(({ values }, c) => {
        if (values) expect(bits(values)).toEqual(bits(copy.columns[c].values!));
      });
    }
  });
});

describe.each(BACKENDS)('columns as they lie, on %s, with a threshold', (backend) => {
  it.each([1, 2])('have the answers of copies on %i threads', async (threads) => {
    using model = await load('gbm/cancer_cv');
    const frame = mapNumbers(await rowsOf('gbm/cancer_cv', model), (values) => values);
    const options: PredictOptions = { backend, threads, threshold: 0.9 };
    // The copy's rows stay behind in the scorer's block, and are others.
    const expected = await outcome(model, copyOf(frame), options);
    const others = mapNumbers(frame, (values) => values.map((x) => 2 * x));
    expect(await outcome(model, copyOf(others), options)).not.toEqual(expected);
    expect(await outcome(model, frame, options)).toEqual(expected);
  });
});

/** So many rows that no model scores them at once. */
const MANY = 70_000;

/** A frame of as many rows, each column in the buffer that is made for it. */
function manyRows({ columns }: Frame, make: () => Float64Array): Frame {
  return new Frame(columns.map(({ name }): Column => ({ kind: 'number', name, values: make() })));
}

describe.each(BACKENDS.filter((name) => name === 'js' || name === 'native'))(
  'columns that become shorter while they are read, on %s',
  (backend) => {
    it.each(['gbm/multinomial_iris', 'autoencoder/numeric'])('end %s', async (name) => {
      using model = await load(name);
      const frame = await rowsOf(name, model);
      const buffers: ArrayBuffer[] = [];
      const make = (options?: { maxByteLength: number }) => () => {
        // Buffers that change their length: ES2024.
        const Resizable = ArrayBuffer as new (bytes: number, options?: object) => ArrayBuffer;
        const buffer = new Resizable(MANY * 8, options);
        buffers.push(buffer);
        return new Float64Array(buffer);
      };
      const predict = (rows: Frame, onProgress: () => void) =>
        model.predict(rows, { backend, onProgress });

      const shrinking = manyRows(frame, make({ maxByteLength: MANY * 8 }));
      await expect(
        predict(shrinking, () =>
          (buffers[1] as ArrayBuffer & { resize(bytes: number): void }).resize(8),
        ),
      ).rejects.toThrow(ArgumentError);
      buffers.length = 0;
      const leaving = manyRows(frame, make());
      await expect(
        predict(leaving, () => structuredClone(0, { transfer: [buffers[0]] })),
      ).rejects.toThrow(ArgumentError);
    });
  },
);

it.runIf(BACKENDS.includes('native'))(
  'columns that lie about their length are refused',
  async () => {
    class Liar extends Float64Array {
      override get length(): number {
        return MANY;
      }
    }
    using model = await load('gbm/multinomial_iris');
    const frame = await rowsOf('gbm/multinomial_iris', model);
    const rows = manyRows(frame, () => new Liar(8));
    await expect(model.predict(rows, { backend: 'native' })).rejects.toThrow(
      'not in a column of 8',
    );
  },
);
