// Metrics against H2O's, field by field, tables and the descriptions of their columns included.

export type Json =
  null | number | string | boolean | readonly Json[] | { readonly [key: string]: Json };

/** What the comparison may forgive. */
export interface Allowed {
  /** Largest relative difference of numbers. */
  readonly tolerance: number;
  /** Fields that may be missing or null. */
  readonly absent: ReadonlySet<string>;
}

/** Below this, what is left of a difference of large numbers is noise. */
const NOISE = 1e-12;
const NO_NUMBERS = new Set(['NaN', 'Infinity', '-Infinity']);

/** Ways in which metrics differ from H2O's: a line each, every field of H2O's is looked at. */
export function differences(
  ours: Readonly<Record<string, unknown>>,
  theirs: Readonly<Record<string, Json>>,
  { tolerance, absent }: Allowed,
): string[] {
  return Object.entries(theirs).flatMap(([name, value]) =>
    absent.has(name) && (ours[name] ?? null) === null
      ? []
      : compare(name, ours[name], value, tolerance),
  );
}

function compare(path: string, ours: unknown, theirs: Json, tolerance: number): string[] {
  if (isFloatColumns(theirs)) return compare(path, ours, withFloats(theirs), tolerance);
  if (typeof theirs !== 'object' || theirs === null) {
    if (sameCell(ours, theirs, tolerance)) return [];
    return [`${path}: ${JSON.stringify(ours)} (${String(ours)}) is not ${JSON.stringify(theirs)}`];
  }
  if (typeof ours !== 'object' || ours === null) return [`${path}: ${String(ours)} is no object`];
  const found = Object.entries(theirs).flatMap(([key, value]) =>
    compare(`${path}.${key}`, (ours as Record<string, unknown>)[key], value, tolerance),
  );
  if (!Array.isArray(theirs) || !Array.isArray(ours) || ours.length === theirs.length) return found;
  return [...found, `${path}: ${ours.length} items, not ${theirs.length}`];
}

interface JsonTable {
  readonly columns: readonly { readonly type: string }[];
  readonly data: readonly (readonly Json[])[];
}

function isFloatColumns(value: Json): value is Json & JsonTable {
  if (typeof value !== 'object' || value === null || !('columns' in value)) return false;
  const table = value as unknown as JsonTable;
  return table.columns.some(({ type }, c) => type === 'float' && !isFloats(table.data[c]));
}

const isFloats = (cells: readonly Json[]) =>
  cells.every((cell) => Math.fround(Number(cell)) === Number(cell));

/** Floats are written with the digits that tell them apart from other floats. */
function withFloats(table: Json & JsonTable): Json {
  const data = table.data.map((cells, c) =>
    table.columns[c].type === 'float' ? cells.map((cell) => Math.fround(Number(cell))) : cells,
  );
  return { ...(table as object), data };
}

function sameCell(ours: unknown, theirs: Json, tolerance: number): boolean {
  if (typeof ours !== 'number') return ours === theirs;
  if (typeof theirs === 'string' && !NO_NUMBERS.has(theirs)) return false;
  if (typeof theirs !== 'number' && typeof theirs !== 'string') return false;
  const number = Number(theirs);
  if (Object.is(ours, number) || ours === number) return true;
  return Math.abs(ours - number) <= Math.max(NOISE, tolerance * Math.abs(number));
}
