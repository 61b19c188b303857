// A case of each algorithm on several threads: every kind of answer, every failing row and every count as on one.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type {
  AnswerKind,
  Column,
  Frame,
  Model,
  ModelCategoryError,
  PredictOptions,
} from '../../src/node.js';
import { concatFrames } from '../../src/frame/concat-frames.js';
import { CASE_FOLDERS } from '../../scripts/case-folders.mjs';
import { BACKENDS } from '../support/backends.js';
import { built } from '../support/built.js';
import { CASES, readText } from '../support/cases.js';
import { allThreads } from './all-threads.js';

const KINDS: readonly AnswerKind[] = [
  { kind: 'prediction' },
  { kind: 'calibrated' },
  { kind: 'contributions' },
  { kind: 'contributions', topN: 2, bottomN: 1, multinomial: true },
  { kind: 'feature-frequencies' },
  { kind: 'deep-features', layer: 1 },
  { kind: 'leaf-node-assignment', type: 'Path' },
  { kind: 'leaf-node-assignment', type: 'Node_ID' },
  { kind: 'staged-probabilities' },
  { kind: 'reconstruction' },
  { kind: 'reconstruction-error', perFeature: true },
  { kind: 'glrm-reconstruct' },
];

const CHOSEN = CASE_FOLDERS.map((algo) =>
  CASES.find(({ name, meta }) => name.startsWith(`${algo}/`) && meta.expect === 'answers'),
).filter((golden) => golden !== undefined);

/** One of each kind of sharing: an image in shared memory; a model per worker, for which one case of each kernel will do. */
const COMPARED = CHOSEN.flatMap((golden) =>
  BACKENDS.filter(
    (name) =>
      name === 'wasm-simd' ||
      (name === 'native' && /^(drf|glm|kmeans|deeplearning)\//.test(golden.name)),
  ).map((backend) => ({ golden, name: golden.name, backend })),
);

/** What a stream gives, to the bit. */
async function answersTo(
  model: Model,
  frames: readonly Frame[],
  kind: AnswerKind,
  options: PredictOptions,
) {
  const counter = new built.ConversionCounter();
  const answers = [];
  let firstRow = 0;
  for await (const { frame, failures, input } of model.answerStream(
    frames,
    kind,
    counter,
    options,
  )) {
    expect(input).toBe(frames[answers.length]);
    // What stands in rows that failed means nothing.
    for (const { row } of failures) for (const column of frame.columns) clear(column, row);
    answers.push({
      columns: frame.columns.map((column) => ({ ...column })),
      errors: failures.map(({ row, error }) => {
        const { name, message } = error(firstRow + row);
        return { row, name, message };
      }),
    });
    firstRow += frame.rowCount;
  }
  return { answers, report: counter.report() };
}

function clear(column: Column, row: number): void {
  if (column.kind === 'number') column.values[row] = NaN;
  if (column.kind === 'categorical') column.codes[row] = -1;
}

async function hasAnswer(model: Model, kind: AnswerKind): Promise<boolean> {
  try {
    await model.answerColumns(kind);
    return true;
  } catch (error) {
    if ((error as ModelCategoryError).code === 'MODEL_CATEGORY') return false;
    if (kind.kind === 'deep-features') return false;
    throw error;
  }
}

/** The rows of a case several times, so that there are some for all threads. */
async function framesOf(model: Model, csv: string): Promise<Frame[]> {
  const frame = await built.readCsv(Buffer.from(csv), { model });
  const { columns, rowCount, origin } = concatFrames(Array.from({ length: 5 }, () => frame));
  return [new built.Frame(columns, rowCount, origin), frame];
}

describe('on three threads there are the same bits, errors and counts', () => {
  it.each(COMPARED)('$name, $backend', async ({ golden, backend }) => {
    const model = await built.loadMojo(readFileSync(golden.mojo), { backend });
    const frames = await framesOf(model, readText(golden, 'input.csv')!);
    await allThreads(model, 3, frames[0]);
    for (const kind of KINDS) {
      if (!(await hasAnswer(model, kind))) continue;
      const one = await answersTo(model, frames, kind, {});
      expect(await answersTo(model, frames, kind, { threads: 3 }), kind.kind).toEqual(one);
    }
    model.dispose();
  });
});

describe("precision 'fast' on three threads", () => {
  const networks = CHOSEN.filter(({ name }) => /^(deeplearning|autoencoder)\//.test(name));

  it.each(networks)('$name has the bits of one', async (golden) => {
    const model = await built.loadMojo(readFileSync(golden.mojo), { backend: 'wasm-simd' });
    const frames = await framesOf(model, readText(golden, 'input.csv')!);
    const fast = { precision: 'fast' } as const;
    const one = await answersTo(model, frames, { kind: 'prediction' }, fast);
    for (let call = 0; model.threads < 3; call++) {
      expect(call).toBeLessThan(5000);
      await answersTo(model, frames, { kind: 'prediction' }, { ...fast, threads: 3 });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const three = await answersTo(model, frames, { kind: 'prediction' }, { ...fast, threads: 3 });
    expect(three).toEqual(one);
    model.dispose();
  });
});
