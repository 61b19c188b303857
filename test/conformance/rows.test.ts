// Every row of every case through easyPredict, on every back end, against EasyPredictModelWrapper's answers.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  Frame,
  loadMojo,
  WasmojoError,
  type Model,
  type Prediction,
  type Row,
} from '../../src/node.js';
import {
  CHOSEN_CASES,
  goldenOptions,
  inputRows,
  readJsonLines,
  readText,
  type Case,
} from '../support/cases.js';
import { BACKENDS } from '../support/backends.js';
import { asFloats, expectClose, javaFields, toleranceOf, type JavaNumber } from './compare.js';
import { errorName } from './java-errors.js';

interface ExpectedRow extends Record<string, unknown> {
  readonly row: number;
  readonly error?: string;
  readonly leafError?: string;
  readonly withOffset?: Record<string, unknown> & { offset: number | null };
}

function attempt(predict: () => Prediction): Record<string, unknown> {
  try {
    return { ...predict() };
  } catch (error) {
    if (!(error instanceof WasmojoError)) throw error;
    return { error: errorName(error) };
  }
}

/** What Java answered, in our words: the class of an error instead of its text. */
function expected({ error, ...fields }: Record<string, unknown>): Record<string, unknown> {
  return typeof error === 'string' ? { error: error.split(':')[0] } : fields;
}

/** Fields that are compared apart, and the number of the row. */
const OTHER_FIELDS = [
  'row',
  'leafNodeAssignments',
  'leafNodeAssignmentIds',
  'stageProbabilities',
  'contributions',
  'leafError',
  'stageError',
  'contributionsError',
  'leafNodeAssignmentsError',
];

const RULES = { convertUnknownCategoricalLevelsToNa: true, useExtendedOutput: true };

/** Predictions row by row; of a GLRM, whose answers depend on a row's place, all in one call. */
async function answers(model: Model, golden: Case, rows: readonly Row[]) {
  if (!golden.name.startsWith('glrm/')) {
    return rows.map((row) => attempt(() => model.easyPredict(RULES).predict(row)));
  }
  const fields = { enableGlrmReconstruct: true };
  const frames = [Frame.fromRows(rows)];
  const stream = model.predictionStream(frames, fields, undefined, goldenOptions(golden));
  const all: Record<string, unknown>[] = [];
  for await (const predictions of stream) {
    for (const prediction of predictions) {
      const failed = prediction instanceof WasmojoError;
      all.push(failed ? { error: errorName(prediction) } : { ...prediction });
    }
  }
  return all;
}

function checkRow(
  model: Model,
  actual: Record<string, unknown>,
  row: Row,
  answer: ExpectedRow,
  tolerance: number,
  where: string,
): void {
  const { withOffset, ...rest } = answer;
  const base = Object.fromEntries(
    Object.entries(rest).filter(([key]) => !OTHER_FIELDS.includes(key)),
  );
  expectClose(javaFields(actual), expected(base), tolerance, where);

  if (answer.leafNodeAssignments !== undefined || answer.leafError !== undefined) {
    const leaves = attempt(() =>
      model.easyPredict({ ...RULES, enableLeafAssignment: true }).predict(row),
    );
    if (answer.leafError) expect(leaves.error, where).toBe('ModelCategoryError');
    else {
      expect(leaves.leafNodeAssignments, where).toEqual(answer.leafNodeAssignments);
      expect(leaves.leafNodeAssignmentIds, where).toEqual(answer.leafNodeAssignmentIds);
    }
  }
  if (answer.contributions !== undefined) {
    const shares = attempt(() =>
      model.easyPredict({ ...RULES, enableContributions: true }).predict(row),
    );
    // Java prints floats.
    const floats = (answer.contributions as JavaNumber[]).map((value) =>
      Math.fround(Number(value)),
    );
    expectClose(shares.contributions, floats, 0, `${where}.contributions`);
  }
  if (answer.stageProbabilities !== undefined) {
    const staged = attempt(() =>
      model.easyPredict({ ...RULES, enableStagedProbabilities: true }).predict(row),
    );
    expectClose(
      staged.stageProbabilities,
      answer.stageProbabilities,
      tolerance,
      `${where}.stageProbabilities`,
    );
  }
  if (withOffset !== undefined && withOffset.offset !== null) {
    const { offset, ...fields } = withOffset;
    const predicted = attempt(() => model.easyPredict(RULES).predict(row, { offset }));
    expectClose(predicted, expected(fields), tolerance, `${where}.withOffset`);
  }
}

describe.each(BACKENDS)('easyPredict on %s', (backend) => {
  for (const golden of CHOSEN_CASES) {
    it(`${golden.name} ${golden.meta.expect === 'answers' ? 'answers as h2o-genmodel' : 'is refused as by h2o-genmodel'}`, async () => {
      const bytes = readFileSync(golden.mojo);
      if (golden.meta.expect === 'load_error') {
        await expect(loadMojo(bytes, { backend })).rejects.toMatchObject({
          code: expect.stringMatching(/MOJO/) as string,
        });
        return;
      }
      const model = await loadMojo(bytes, { backend });
      const rows = inputRows(readText(golden, 'input.csv')!);
      const isFloats = golden.name.startsWith('word2vec/');
      const golds = readJsonLines<ExpectedRow>(golden, 'rows.jsonl');
      expect(golds.length).toBe(rows.length);
      const actual = await answers(model, golden, rows);
      for (const gold of golds) {
        const { row } = gold;
        const wanted = isFloats ? { ...asFloats(gold), row } : gold;
        checkRow(model, actual[row], rows[row], wanted, toleranceOf(golden), `row ${row}`);
      }
      model.dispose();
    });
  }
});
