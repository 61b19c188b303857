import type { ConversionReport, ConvertedValues } from '../index.js';

/** What a user should know of the input although scoring went on: a line each. Kept columns have a use. */
export function notes(report: ConversionReport, kept: readonly string[]): string[] {
  const lines = [];
  const { missingColumns, unknownLevels, invalidNumbers } = report;
  const unusedColumns = report.unusedColumns.filter((name) => !kept.includes(name));
  if (missingColumns.length > 0) {
    lines.push(`columns of the model that the input does not have are NA: ${list(missingColumns)}`);
  }
  if (unusedColumns.length > 0) {
    lines.push(`columns of the input that the model does not use: ${list(unusedColumns)}`);
  }
  for (const converted of unknownLevels) lines.push(became(converted, 'unknown levels'));
  for (const converted of invalidNumbers)
    lines.push(became(converted, 'values that are no numbers'));
  return lines;
}

function became({ column, count, examples }: ConvertedValues, what: string): string {
  const shown = examples.map((text) => JSON.stringify(text.slice(0, 40))).join(', ');
  return `column ${JSON.stringify(column)}: ${count} ${what} became NA, such as ${shown}`;
}

const MAX_NAMES = 10;

function list(names: readonly string[]): string {
  const rest = names.length - MAX_NAMES;
  const shown = names
    .slice(0, MAX_NAMES)
    .map((name) => JSON.stringify(name))
    .join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}
