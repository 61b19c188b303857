// Values that a model does not know, and every type that a row can have, under all settings: what Java did.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadMojo, WasmojoError, type Model, type Row } from '../../src/node.js';
import { CHOSEN_CASES, readJsonLines } from '../support/cases.js';
import { expectClose, javaFields, toleranceOf } from './compare.js';
import { errorName } from './java-errors.js';

type JavaValue =
  | string
  | number
  | null
  | { readonly double: string }
  | { readonly int: number }
  | { readonly float: number }
  | { readonly bool: boolean };

interface Question {
  readonly note: string;
  readonly mode: { readonly convertUnknown: boolean; readonly convertInvalid: boolean };
  readonly row: Readonly<Record<string, JavaValue>>;
}

interface Answer extends Record<string, unknown> {
  readonly error?: string;
  readonly errorConsumer?: readonly (readonly [
    kind: string,
    column: string,
    value: unknown,
    message: string,
  ])[];
}

/** JavaScript has one type of number, so Java's int, float and null have no like in a row; booleans have. */
function javaScriptValue(value: JavaValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('double' in value) return Number(value.double);
  if ('bool' in value) return value.bool;
  return undefined;
}

function hasNoLike(value: JavaValue): boolean {
  return value === null || (typeof value === 'object' && ('int' in value || 'float' in value));
}

function ask(model: Model, { mode, row }: Question): Record<string, unknown> {
  const converted: [column: string, text: string][] = [];
  const predictor = model.easyPredict({
    convertUnknownCategoricalLevelsToNa: mode.convertUnknown,
    convertInvalidNumbersToNa: mode.convertInvalid,
    errorConsumer: {
      unknownLevel: (column, level) => converted.push([column, level]),
      invalidNumber: (column, text) => converted.push([column, text]),
    },
  });
  const values: Row = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, javaScriptValue(value)]),
  );
  try {
    return { ...predictor.predict(values), converted };
  } catch (error) {
    if (!(error instanceof WasmojoError)) throw error;
    return { error: errorName(error), message: error.message };
  }
}

/** The column that a message of Java names; '' where it names none. */
function blamedColumn(error: string): string {
  const found = /\((?<level>[^,)]+),|column:? (?<number>[^,]+?)(?:,|$)/.exec(error)?.groups;
  return found?.level ?? found?.number ?? '';
}

describe('rows with values that a model does not know', () => {
  for (const golden of CHOSEN_CASES) {
    const questions = readJsonLines<Question>(golden, 'unknown_input.jsonl');
    const answers = readJsonLines<Answer>(golden, 'unknown.jsonl');
    questions.forEach((question, i) => {
      if (Object.values(question.row).some(hasNoLike)) return;
      const { convertUnknown, convertInvalid } = question.mode;
      it(`${golden.name} ${i}: ${question.note} (unknown ${convertUnknown}, invalid ${convertInvalid})`, async () => {
        const model = await loadMojo(readFileSync(golden.mojo));
        const { converted, message, ...actual } = ask(model, question);
        const { note, error, errorConsumer = [], ...fields } = answers[i];
        expect(note).toBe(question.note);
        if (typeof error !== 'string') {
          expectClose(javaFields(actual), fields, toleranceOf(golden), question.note);
          const unseen = errorConsumer.filter(([kind]) => kind === 'unseenCategorical');
          expect((converted as string[][]).length).toBeGreaterThanOrEqual(unseen.length);
        } else {
          expect(actual.error).toBe(error.split(':')[0]);
          // The same column as in Java is blamed, also where several values are bad.
          expect(message).toContain(blamedColumn(error));
        }
        model.dispose();
      });
    });
  }
});
