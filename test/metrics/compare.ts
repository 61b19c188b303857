// Metrics against H2O's, field by field.
import type { MetricTable } from '../../src/node.js';

type Json = null | number | string | boolean | readonly Json[] | { readonly [key: string]: Json };

/** Fields that say nothing of rows: kinds of schema, custom metrics, texts for people. */
const SKIPPED = new Set([
  'schema',
  'description',
  'predictions',
  'custom_metric_name',
  'custom_metric_value',
  'domain',
]);

/** Ways in which metrics differ from H2O's; `tolerance` is relative. Fields in `absent` may be missing or null. */
export function differences(
  ours: Readonly<Record<string, unknown>>,
  theirs: Readonly<Record<string, Json>>,
  tolerance: number,
  absent: ReadonlySet<string>,
): string[] {
  const found: string[] = [];
  for (const [name, value] of Object.entries(theirs)) {
    if (SKIPPED.has(name) || (absent.has(name) && (ours[name] ?? null) === null)) continue;
    compare(name, ours[name], value, tolerance, found);
  }
  return found;
}

function compare(path: string, ours: unknown, theirs: Json, tolerance: number, found: string[]) {
  if (typeof theirs === 'object' && theirs !== null && 'table' in theirs) {
    compare(path, (ours as { table: MetricTable } | null)?.table, theirs.table, tolerance, found);
  } else if (typeof theirs === 'object' && theirs !== null && 'rowcount' in theirs) {
    compareTables(
      path,
      ours as MetricTable | undefined,
      theirs as unknown as MetricTable,
      tolerance,
      found,
    );
  } else if (!sameCell(ours, theirs, tolerance)) {
    found.push(`${path}: ${String(ours)} is not ${JSON.stringify(theirs)}`);
  }
}

function compareTables(
  path: string,
  ours: MetricTable | undefined,
  theirs: MetricTable,
  tolerance: number,
  found: string[],
): void {
  if (ours?.rowcount !== theirs.rowcount) {
    found.push(`${path}: ${ours?.rowcount} rows, not ${theirs.rowcount}`);
    return;
  }
  theirs.columns.forEach(({ name, type }, c) => {
    if (ours.columns[c]?.name !== name)
      found.push(`${path}: ${ours.columns[c]?.name}, not ${name}`);
    // Floats are written with the digits that tell them apart from other floats.
    const wanted =
      type === 'float' ? theirs.data[c].map((cell) => Math.fround(Number(cell))) : theirs.data[c];
    const row = wanted.findIndex((cell, r) => !sameCell(ours.data[c]?.[r], cell, tolerance));
    if (row < 0) return;
    found.push(`${path}.${name}[${row}]: ${ours.data[c]?.[row]} is not ${theirs.data[c][row]}`);
  });
}

/** Below this, what is left of a difference of large numbers is noise. */
const NOISE = 1e-12;

function sameCell(ours: unknown, theirs: unknown, tolerance: number): boolean {
  if (typeof ours !== 'number') return ours === theirs || (ours === undefined && theirs === null);
  const number = typeof theirs === 'string' ? Number(theirs) : theirs;
  if (typeof number !== 'number') return false;
  if (Object.is(ours, number) || ours === number) return true;
  return Math.abs(ours - number) <= Math.max(NOISE, tolerance * Math.abs(number));
}
