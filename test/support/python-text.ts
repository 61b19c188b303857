// What H2O's Python client prints of tables and numbers: the texts in the corpus's describe.json are
// its own. Blanks between cells are not kept: how wide the client takes 東京 to be says nothing of us.

/** H2O's TwoDimTableV3. */
export interface TableJson {
  readonly name: string;
  readonly description: string | null;
  readonly columns: readonly { readonly name: string | null; readonly type: string }[];
  readonly data: readonly (readonly Cell[])[];
}
type Cell = string | number | boolean | null;

const MAX_ROWS = 20;

/** A table as `str(H2OTwoDimTable)`: 20 rows at most, of more the first and last ten. */
export function pythonTable({ name, description, columns, data }: TableJson): string {
  const total = data[0]?.length ?? 0;
  const cut = total > MAX_ROWS;
  const cells = data.map((column, c) => {
    const values = column.map((cell) => pythonValue(cell, columns[c].type));
    const half = MAX_ROWS / 2;
    return formatted(
      cut ? [...values.slice(0, half), '---', ...values.slice(total - half)] : values,
    );
  });
  const lines = Array.from({ length: cut ? MAX_ROWS + 1 : total }, (_, r) =>
    cells.map((column) => column[r]).join(' '),
  );
  const caption = description === null ? name : `${name}: ${description}`;
  const header = columns.map((column) => column.name ?? '').join(' ');
  const footer = cut ? [`[${total} rows x ${columns.length} columns]`] : [];
  return withoutBlanks([caption, header, ...lines, ...footer].join('\n'));
}

/** A text with one blank wherever there are several, without the rules under headers. */
export function withoutBlanks(text: string): string {
  return text
    .replace(/^-{2,}( +-{2,})*$/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A double in numeric columns, which the client makes of every number there. */
class Double {
  constructor(readonly value: number) {}
}

function pythonValue(cell: Cell, type: string): string | Double {
  if (cell === null) return '';
  if (['double', 'float', 'long'].includes(type)) return new Double(Number(cell));
  return String(cell);
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$|^(nan|-?inf)$/i;
const INTEGER = /^[+-]?\d+$/;

/** A column as tabulate formats it: with six digits, if all of it are numbers and some have a fraction. */
function formatted(column: readonly (string | Double)[]): string[] {
  const filled = column.filter((cell) => cell !== '');
  const numeric = filled.every((cell) => cell instanceof Double || NUMBER.test(cell));
  const integers = filled.every((cell) => !(cell instanceof Double) && INTEGER.test(cell));
  return column.map((cell) => {
    if (cell === '') return '';
    if (numeric && !integers) return sixDigits(cell instanceof Double ? cell.value : Number(cell));
    return cell instanceof Double ? repr(cell.value) : cell;
  });
}

/** Python's `repr` of a float. */
function repr(value: number): string {
  return pythonNumber(value, value.toExponential(), 16, '.0');
}

/** Python's format `g`: of two numbers of six digits as near, the even one. */
function sixDigits(value: number): string {
  const [digits = '', exponent] = value.toExponential(100).split('e');
  const half = /^-?\d\.\d{4}[02468]50*$/.test(digits);
  const scientific = half ? `${digits.slice(0, digits.indexOf('.') + 6)}e${exponent}` : undefined;
  return pythonNumber(value, scientific ?? value.toExponential(5), 6, '');
}

/** `scientific` is the number as d.ddde±n; from 10^limit on Python keeps the exponent. */
function pythonNumber(value: number, scientific: string, limit: number, ending: string): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [, first, fraction, exponent] = /^-?(\d)\.?(\d*)e([+-]\d+)$/.exec(scientific)!;
  const digits = `${first}${fraction}`.replace(/(?<=.)0+$/, '');
  const e = Number(exponent);
  if (e < -4 || e >= limit) {
    const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
    return `${sign}${mantissa}e${e < 0 ? '-' : '+'}${String(Math.abs(e)).padStart(2, '0')}`;
  }
  if (e < 0) return `${sign}0.${'0'.repeat(-e - 1)}${digits}`;
  const whole = digits.slice(0, e + 1).padEnd(e + 1, '0');
  const rest = digits.slice(e + 1);
  return `${sign}${whole}${rest === '' ? ending : `.${rest}`}`;
}
