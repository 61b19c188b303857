// Models that the corpus does not have, against h2o-genmodel: every row through easyPredict and in a frame.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  ConversionCounter,
  loadMojo,
  readCsv,
  WasmojoError,
  type Model,
  type Prediction,
  type Row,
} from '../../src/node.js';
import { expectClose } from '../conformance/compare.js';
import { errorName } from '../conformance/java-errors.js';
import { BACKENDS } from '../support/backends.js';
import { inputRows } from '../support/cases.js';

interface Answer {
  readonly model: string;
  readonly row: number;
  readonly preds?: readonly (number | 'NaN')[];
  readonly error?: string;
}

const FOLDER = fileURLToPath(new URL('../fixtures/genmodel/', import.meta.url));
const CSV = readFileSync(join(FOLDER, 'input.csv'));
const ROWS = inputRows(CSV.toString());
const ANSWERS = gunzipSync(readFileSync(join(FOLDER, 'answers.jsonl.gz')))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Answer);

/** exp and pow may differ from Java's in the last place, and thin plate splines cancel digits. */
const TOLERANCE = 1e-12;

function cells(prediction: Prediction): number[] {
  if ('value' in prediction) return [prediction.value];
  if (!('classProbabilities' in prediction)) throw new Error('neither a value nor classes');
  return [prediction.labelIndex, ...prediction.classProbabilities];
}

function ask(model: Model, row: Row): Partial<Answer> {
  const offset = Number(row[model.offsetColumn ?? ''] ?? 0);
  try {
    const predictor = model.easyPredict({ convertUnknownCategoricalLevelsToNa: true });
    return { preds: cells(predictor.predict(row, { offset })) };
  } catch (error) {
    if (!(error instanceof WasmojoError)) throw error;
    return { error: errorName(error) };
  }
}

/** In a frame NaN is NA; genmodel tells the text NaN from an absent value where it reads spline columns. */
function hasNaNText(row: number): boolean {
  return Object.values(ROWS[row]).includes('NaN');
}

describe.each(readdirSync(FOLDER).filter((file) => file.endsWith('.zip')))('%s', (file) => {
  const answers = ANSWERS.filter(({ model }) => `${model}.zip` === file);

  it.each(BACKENDS)('row by row, on %s', async (backend) => {
    using model = await loadMojo(join(FOLDER, file), { backend });
    expect(answers.length).toBe(ROWS.length);
    for (const { row, preds, error } of answers) {
      const { preds: actual, error: thrown } = ask(model, ROWS[row]);
      expect(thrown, `row ${row}`).toBe(error);
      if (preds) expectClose(actual, preds.slice(0, actual?.length), TOLERANCE, `row ${row}`);
    }
  });

  it('in a frame', async () => {
    using model = await loadMojo(join(FOLDER, file));
    const frame = await readCsv(CSV, { model });
    for await (const { frame: scored, failures } of model.answerStream(
      [frame],
      { kind: 'prediction' },
      new ConversionCounter(),
    )) {
      const failed = new Map(failures.map((failure) => [failure.row, failure.error()]));
      for (const { row, preds, error } of answers) {
        if (hasNaNText(row)) continue;
        const failure = failed.get(row);
        expect(failure && errorName(failure), `row ${row}`).toBe(error);
        const actual = scored.columns.map((column) => {
          if (column.kind === 'mixed') throw new Error('answers have no mixed columns');
          return column.kind === 'number' ? column.values[row] : column.codes[row];
        });
        if (preds) expectClose(actual, preds.slice(0, actual.length), TOLERANCE, `row ${row}`);
      }
    }
  });
});
