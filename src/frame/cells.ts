// What one value of a row becomes (hex.genmodel.easy.RowToRawDataConverter.convertValue). Both the row converter and
// `adapt` use these rules.
import {
  InvalidNumberError,
  ScoringError,
  UnknownCategoricalLevelError,
  ValueTypeError,
  type WasmojoError,
} from '../errors.js';
import { javaTrim, parseJavaDouble } from '../java/parse-double.js';
import {
  CellState,
  type CategoricalInput,
  type Input,
  type InputRules,
  type NumericInput,
} from './input-plan.js';

/** Notes what was converted to NA, so that it can be reported. */
export interface ConversionLog {
  unknownLevel(column: string, level: string): void;
  invalidNumber(column: string, text: string): void;
}

/** Writes one cell of the row. */
export type CellWriter = (cell: number, value: number) => void;

/**
 * Converts a value that is there (not null, not absent). Returns an error maker where the rules refuse it; its argument is
 * the row's number. Nothing is written then.
 */
export function convertValue(
  input: Input,
  value: unknown,
  rules: InputRules,
  log: ConversionLog,
  write: CellWriter,
): ((row?: number) => WasmojoError) | undefined {
  return input.kind === 'number'
    ? convertNumber(input, value, rules, log, write)
    : convertLevel(input, value, rules, log, write);
}

function convertNumber(
  input: NumericInput,
  value: unknown,
  rules: InputRules,
  log: ConversionLog,
  write: CellWriter,
): ((row?: number) => WasmojoError) | undefined {
  const { name, target, state } = input;
  const number = typeof value === 'string' ? parseJavaDouble(value) : value;
  if (typeof number === 'number') {
    write(target, number);
    if (state !== undefined) write(state, CellState.NUMBER);
    return undefined;
  }
  if (input.unruled !== true) {
    if (typeof value !== 'string') {
      return (row) => new ValueTypeError(name, 'a number or text that is a number', value, row);
    }
    if (!rules.convertInvalidNumbersToNa) {
      return (row) => new InvalidNumberError(name, javaTrim(value), row);
    }
    log.invalidNumber(name, value);
  }
  write(target, NaN);
  if (state !== undefined) write(state, CellState.INVALID);
  return undefined;
}

function convertLevel(
  input: CategoricalInput,
  value: unknown,
  rules: InputRules,
  log: ConversionLog,
  write: CellWriter,
): ((row?: number) => WasmojoError) | undefined {
  const { name } = input;
  if (input.textOnly && typeof value !== 'string') return undefined;
  // A missing factor is the only number that a categorical column takes.
  if (typeof value === 'number' && Number.isNaN(value)) {
    return writeLevel(input, -1, write);
  }
  if (typeof value !== 'string') {
    return (row) =>
      new ValueTypeError(name, 'text (a level of the categorical column)', value, row);
  }
  const level = input.lookup(value);
  if (level < 0) {
    if (!rules.convertUnknownCategoricalLevelsToNa) {
      return (row) => new UnknownCategoricalLevelError(name, value, row);
    }
    log.unknownLevel(name, value);
  }
  return writeLevel(input, level, write);
}

function writeLevel(
  input: CategoricalInput,
  level: number,
  write: CellWriter,
): ((row?: number) => WasmojoError) | undefined {
  if (input.overflows) return (row) => overflow(input, row);
  for (let cell = 0; cell < input.width; cell++) {
    write(input.target + cell, input.encode(level, cell));
  }
  return undefined;
}

/** The error of a value whose cells do not fit into the model's row. */
export function overflow({ name, width }: CategoricalInput, row?: number): WasmojoError {
  return new ScoringError(
    `the ${width} cells of the encoded column reach beyond the model's row, where h2o-genmodel fails; ` +
      'train without weights, offset and fold columns, or without this encoding',
    { row, column: name },
  );
}
