import { MojoFormatError } from '../errors.js';
import { isJsonArray, isJsonObject, jsonNumber } from './json.js';
import type { Json, JsonObject } from './json.js';

/** A cell; null is an empty one. */
export type TableCell = string | number | boolean | null;

/** A table that H2O shows to people: scoring history, variable importances, coefficients. */
export interface Table {
  readonly name: string;
  readonly description: string;
  /**
   * `type` is H2O's: `string`, `double`, `float`, `int`, `long`. The first column of many tables
   * has the name ''.
   */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Row by row, a cell per column. */
  readonly rows: readonly (readonly TableCell[])[];
}

/** Whether a value has the form of H2O's TwoDimTableV3. */
export function isTable(value: Json | undefined): value is JsonObject {
  return isJsonObject(value) && isJsonArray(value.columns) && isJsonArray(value.data);
}

/**
 * A table from its JSON, which holds it column by column. In numeric columns the texts `NaN` and
 * `Infinity` become numbers. `file` and `path` are for messages. Throws MojoFormatError when
 * columns, cells and row count do not agree.
 */
export function readTable(json: JsonObject, file: string, path: string): Table {
  const refuse = (what: string) =>
    new MojoFormatError(`${file}: table ${path}: ${what}`, { file, key: path });
  const specs = json.columns;
  const data = json.data;
  if (!isJsonArray(specs) || !isJsonArray(data)) throw refuse('expected columns and data');
  const columns = specs.map((spec) => {
    if (!isJsonObject(spec)) throw refuse('a column is no object');
    return { name: text(spec.name), type: text(spec.type) };
  });
  const rowCount = json.rowcount;
  if (data.length !== columns.length)
    throw refuse(`${columns.length} columns, but data of ${data.length}`);
  const cells = data.map((values, c) => {
    if (!isJsonArray(values) || values.length !== rowCount) {
      throw refuse(`column ${c} has not the ${JSON.stringify(rowCount)} cells of rowcount`);
    }
    const numeric = columns[c].type !== 'string';
    return values.map((value) => cell(numeric ? jsonNumber(value) : value));
  });
  // A table without columns has no rows, whatever its rowcount says.
  const rows = (cells[0] ?? []).map((_, r) => cells.map((column) => column[r]!));
  return { name: text(json.name), description: text(json.description), columns, rows };
}

function cell(value: Json): TableCell {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
