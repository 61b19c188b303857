// Every back end gives the same bits for every case, leaves and stages included.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  loadMojo,
  ModelCategoryError,
  readCsv,
  type AnswerKind,
  type Frame,
  type Model,
} from '../../src/node.js';
import { BACKENDS } from '../support/backends.js';
import { CASES, readText } from '../support/cases.js';

/** The frame's numbers as bits, so that NaN and -0 count. */
function bits(frame: Frame): (BigUint64Array | Int32Array)[] {
  return frame.columns.map((column) => {
    if (column.kind === 'categorical') return column.codes;
    if (column.kind !== 'number') throw new Error('answers have no mixed columns');
    const values = Float64Array.from(column.values, (x) => (Number.isNaN(x) ? NaN : x));
    return new BigUint64Array(values.buffer);
  });
}

const PREDICTION: AnswerKind = { kind: 'prediction' };
const TREE_ANSWERS: readonly AnswerKind[] = [
  { kind: 'leaf-node-assignment', type: 'Path' },
  { kind: 'leaf-node-assignment', type: 'Node_ID' },
  { kind: 'staged-probabilities' },
];

/** Those answers about trees that the model has. */
async function treeAnswers(model: Model): Promise<AnswerKind[]> {
  const kinds = [];
  for (const kind of TREE_ANSWERS) {
    try {
      await model.answerColumns(kind);
      kinds.push(kind);
    } catch (error) {
      if (!(error instanceof ModelCategoryError)) throw error;
    }
  }
  return kinds;
}

describe('all back ends give the same bits', () => {
  for (const golden of CASES.filter(({ meta }) => meta.expect === 'answers')) {
    it(golden.name, async () => {
      const model = await loadMojo(readFileSync(golden.mojo));
      const text = readText(golden, 'input.csv')!;
      const frame = await readCsv(Buffer.from(text), { model });
      const rules = { convertInvalidNumbersToNa: true };
      const kinds = [PREDICTION, ...(await treeAnswers(model))];
      const streams = async (backend: (typeof BACKENDS)[number]) => {
        const answers = [];
        for (const kind of kinds) {
          for await (const { frame: answer } of model.answerStream([frame], kind, undefined, {
            ...rules,
            backend,
          })) {
            answers.push(...bits(answer));
          }
        }
        return answers;
      };
      const [reference, ...others] = await Promise.all(BACKENDS.map(streams));
      for (const other of others) expect(other).toEqual(reference);
      model.dispose();
    });
  }
});
