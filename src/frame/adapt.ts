// From a frame to the rows of a model: columns are found by name, absent ones stay NA, others are dropped, levels are
// looked up once per distinct text.
import {
  InvalidNumberError,
  UnknownCategoricalLevelError,
  ValueTypeError,
  type WasmojoError,
} from '../errors.js';
import { hashMapOrder } from '../java/hash-order.js';
import { javaTrim, parseJavaDouble } from '../java/parse-double.js';
import { convertValue, overflow } from './cells.js';
import {
  cell,
  type CategoricalColumn,
  type Column,
  type MixedColumn,
  type NumberColumn,
} from './column.js';
import type { ConversionCounter } from './conversion-report.js';
import type { Frame } from './frame.js';
import type { NumberMatrix } from './number-matrix.js';
import {
  CellState,
  type CategoricalInput,
  type Input,
  type InputPlan,
  type InputRules,
  type NumericInput,
} from './input-plan.js';

/** A row that the rules refuse; `row` counts within the frame. */
export interface RefusedRow {
  readonly row: number;
  readonly error: (row?: number) => WasmojoError;
}

/** A frame seen through a model's plan of inputs. */
export interface AdaptedFrame {
  /**
   * Writes rows from .. to - 1 to `columns[cell][row - from]`. Returns the refused rows, by number; of a row with several bad
   * values the one that genmodel would meet first.
   */
  fill(columns: readonly Float64Array[], from: number, to: number): RefusedRow[];
  /** The cells as they lie, those of a row from `first` on, where they are all numbers and none is refused. */
  readonly rows: (NumberMatrix & { readonly first: number }) | undefined;
  /** A column per cell as they lie, where all cells are numbers and none is refused; otherwise empty. */
  columns(): readonly Float64Array[];
}

type Refuse = (row: number, error: (row?: number) => WasmojoError) => void;
/** Fills the cells of one input for rows from .. to - 1. */
type Filler = (columns: readonly Float64Array[], from: number, to: number, refuse: Refuse) => void;

/** Cost: per frame linear in distinct levels; filling is linear in rows * cells, without an object per row. */
export function adapt(
  frame: Frame,
  plan: InputPlan,
  rules: InputRules,
  counter: ConversionCounter,
): AdaptedFrame {
  reportColumns(frame, plan, counter);
  // Made when first needed: it takes the columns of a frame of rows.
  let filling: Filling | undefined;
  let lying: readonly Float64Array[] | undefined;

  return {
    rows: rowsAsTheyLie(frame, plan),
    columns: () => (lying ??= columnsAsTheyLie(frame, plan)),
    fill(columns, from, to) {
      filling ??= makeFilling(frame, plan, rules, counter);
      for (const target of filling.absent) columns[target]?.fill(NaN, 0, to - from);
      const refused = new Map<number, { name: string; error: RefusedRow['error'] }[]>();
      for (const { input, fill } of filling.fillers) {
        fill(columns, from, to, (row, error) => {
          const others = refused.get(row);
          if (others) others.push({ name: input.name, error });
          else refused.set(row, [{ name: input.name, error }]);
        });
      }
      return [...refused]
        .map(([row, errors]) => ({ row, error: firstMet(frame, row, errors) }))
        .sort((a, b) => a.row - b.row);
    },
  };
}

function reportColumns(frame: Frame, plan: InputPlan, counter: ConversionCounter): void {
  if (frame.origin.notes) counter.reading(frame.origin.notes);
  const { names } = frame;
  const there = new Set(names);
  const used = new Set(plan.inputs.map(({ name }) => name));
  const wanted = plan.inputs.filter(({ derived }) => !derived);
  counter.columns(
    wanted.filter(({ name }) => !there.has(name)).map(({ name }) => name),
    names.filter((name) => !used.has(name)),
  );
}

/** The cells of a plan's rows in a frame of rows that has them side by side, in the plan's order, and all of them numbers. */
function rowsAsTheyLie({ matrix, names }: Frame, { inputs, width }: InputPlan) {
  const first = names.indexOf(inputs[0]?.name ?? '');
  if (matrix === undefined || first < 0 || inputs.length !== width) return undefined;
  const lie = inputs.every(
    (input, i) =>
      input.kind === 'number' &&
      input.state === undefined &&
      input.target === i &&
      input.name === names[first + i],
  );
  return lie ? { ...matrix, first } : undefined;
}

/** The cells of a plan in a frame's columns. Not those of shared memory: another thread could write to it. */
function columnsAsTheyLie(frame: Frame, { inputs, width }: InputPlan): readonly Float64Array[] {
  if (frame.matrix !== undefined || inputs.length !== width) return [];
  const columns: Float64Array[] = [];
  for (const [cellNumber, input] of inputs.entries()) {
    const column = frame.find(input.name);
    if (input.kind !== 'number' || input.state !== undefined || input.target !== cellNumber)
      return [];
    if (column?.kind !== 'number' || column.invalid !== undefined) return [];
    const { values } = column;
    if (!(values instanceof Float64Array && values.buffer instanceof ArrayBuffer)) return [];
    columns.push(values);
  }
  return columns;
}

interface Filling {
  readonly fillers: readonly { readonly input: Input; readonly fill: Filler }[];
  /** Cells that no column fills. */
  readonly absent: ReadonlySet<number>;
}

function makeFilling(
  frame: Frame,
  plan: InputPlan,
  rules: InputRules,
  counter: ConversionCounter,
): Filling {
  const fillers: { input: Input; fill: Filler }[] = [];
  const absent = new Set<number>(Array.from({ length: plan.width }, (_, cellNumber) => cellNumber));
  for (const input of plan.inputs) {
    const column = frame.find(input.name);
    if (column === undefined) continue;
    for (const target of cellsOf(input)) absent.delete(target);
    fillers.push({ input, fill: makeFiller(column, input, rules, counter) });
  }
  return { fillers, absent };
}

/** The cells that an input fills. */
function cellsOf(input: Input): number[] {
  if (input.kind === 'number') {
    return input.state === undefined ? [input.target] : [input.target, input.state];
  }
  return Array.from({ length: input.width }, (_, i) => input.target + i);
}

/** genmodel walks a row in the order of a java.util.HashMap of its column names. */
function firstMet(
  frame: Frame,
  row: number,
  errors: readonly { name: string; error: RefusedRow['error'] }[],
): RefusedRow['error'] {
  const first = errors[0];
  if (errors.length === 1) return first.error;
  const isThere = (column: Column) =>
    cell(column, row) !== null || errors.some(({ name }) => name === column.name);
  const names = frame.columns.filter(isThere).map(({ name }) => name);
  const order = hashMapOrder(names).map((i) => names[i]);
  return (
    order
      .map((name) => errors.find((error) => error.name === name))
      .find((error) => error !== undefined)?.error ?? first.error
  );
}

function makeFiller(
  column: Column,
  input: Input,
  rules: InputRules,
  counter: ConversionCounter,
): Filler {
  if (column.kind === 'mixed') return fillMixed(column, input, rules, counter);
  if (input.kind === 'number') {
    return column.kind === 'number'
      ? fillNumbers(column, input, rules, counter)
      : fillParsed(column, input, rules, counter);
  }
  return column.kind === 'categorical'
    ? fillLevels(column, input, rules, counter)
    : refuseNumbers(column, input);
}

/** Numbers to a numeric column: a copy of the array. */
function fillNumbers(
  column: NumberColumn,
  input: NumericInput,
  rules: InputRules,
  counter: ConversionCounter,
): Filler {
  const { values, invalid, nanRows = [] } = column;
  return (columns, from, to, refuse) => {
    columns[input.target].set(values.subarray(from, to));
    const states = input.state === undefined ? undefined : columns[input.state];
    for (let row = from; states && row < to; row++) {
      states[row - from] = Number.isNaN(values[row]) ? NaN : CellState.NUMBER;
    }
    for (const row of nanRows) {
      if (states && row >= from && row < to) states[row - from] = CellState.NUMBER;
    }
    invalid?.rows.forEach((row, i) => {
      if (row < from || row >= to) return;
      if (states) states[row - from] = CellState.INVALID;
      if (input.unruled) return;
      const text = invalid.texts[i];
      if (rules.convertInvalidNumbersToNa) counter.invalidNumber(input.name, text);
      else refuse(row, (n) => new InvalidNumberError(input.name, javaTrim(text), n));
    });
  };
}

/** Text to a numeric column: every distinct text is parsed once. */
function fillParsed(
  column: CategoricalColumn,
  input: NumericInput,
  rules: InputRules,
  counter: ConversionCounter,
): Filler {
  const { codes, domain } = column;
  const parsed = domain.map(parseJavaDouble);
  const values = Float64Array.from(parsed, (value) => value ?? NaN);
  return (columns, from, to, refuse) => {
    const target = columns[input.target];
    const states = input.state === undefined ? undefined : columns[input.state];
    for (let row = from; row < to; row++) {
      const code = codes[row];
      target[row - from] = code < 0 ? NaN : values[code];
      if (states) states[row - from] = code < 0 ? NaN : CellState.NUMBER;
      if (code < 0 || parsed[code] !== undefined) continue;
      if (states) states[row - from] = CellState.INVALID;
      if (input.unruled) continue;
      const text = domain[code];
      if (rules.convertInvalidNumbersToNa) counter.invalidNumber(input.name, text);
      else refuse(row, (n) => new InvalidNumberError(input.name, javaTrim(text), n));
    }
  };
}

/** Levels to a categorical column: every distinct level is looked up once; NA stays NaN in all cells. */
function fillLevels(
  column: CategoricalColumn,
  input: CategoricalInput,
  rules: InputRules,
  counter: ConversionCounter,
): Filler {
  const { codes, domain } = column;
  const levels = Int32Array.from(domain, (text) => input.lookup(text));
  const someUnknown = levels.includes(-1);
  // One cell per value is the common case: its values are kept. Wide encodings would take levels * cells.
  const narrow =
    input.width === 1 ? Float64Array.from(levels, (level) => input.encode(level, 0)) : undefined;
  return (columns, from, to, refuse) => {
    for (let i = 0; i < input.width; i++) {
      // Cells beyond the row: the value is refused below.
      const target = columns[input.target + i];
      if (target === undefined) break;
      for (let row = from; row < to; row++) {
        const code = codes[row];
        if (code < 0) target[row - from] = NaN;
        else target[row - from] = narrow ? narrow[code] : input.encode(levels[code], i);
      }
    }
    if (!someUnknown && !input.overflows) return;
    for (let row = from; row < to; row++) {
      const code = codes[row];
      if (code < 0) continue;
      const text = domain[code];
      if (levels[code] < 0) {
        if (!rules.convertUnknownCategoricalLevelsToNa) {
          refuse(row, (n) => new UnknownCategoricalLevelError(input.name, text, n));
          continue;
        }
        counter.unknownLevel(input.name, text);
      }
      if (input.overflows) refuse(row, (n) => overflow(input, n));
    }
  };
}

/** Numbers to a categorical column: refused, as genmodel does, unless they are NA or only text counts. */
function refuseNumbers(column: NumberColumn, input: CategoricalInput): Filler {
  const { values } = column;
  return (columns, from, to, refuse) => {
    for (let i = 0; i < input.width; i++) columns[input.target + i]?.fill(NaN, 0, to - from);
    if (input.textOnly) return;
    for (let row = from; row < to; row++) {
      const value = values[row];
      if (Number.isNaN(value)) continue;
      refuse(
        row,
        (n) => new ValueTypeError(input.name, 'text (a level of the categorical column)', value, n),
      );
    }
  };
}

/** Values of several types, as JSON rows may have: each by the rules of a row. */
function fillMixed(
  column: MixedColumn,
  input: Input,
  rules: InputRules,
  counter: ConversionCounter,
): Filler {
  const cells = cellsOf(input);
  return (columns, from, to, refuse) => {
    for (let row = from; row < to; row++) {
      for (const target of cells) columns[target]?.fill(NaN, row - from, row - from + 1);
      const value = column.cells[row];
      if (value === null || value === undefined) continue;
      const error = convertValue(input, value, rules, counter, (target, x) => {
        columns[target][row - from] = x;
      });
      if (error) refuse(row, error);
    }
  };
}
