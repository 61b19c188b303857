import type { ConversionReport, ConvertedValues, CountedRows, UnclosedQuote } from '../index.js';

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
  const { repeatedColumns, shortRows, longRows, unclosedQuote } = report;
  if (repeatedColumns) {
    lines.push(
      `names that stand several times in the header, the last cell that is not NA counts: ${list(repeatedColumns)}`,
    );
  }
  if (shortRows) lines.push(odd(shortRows, 'fewer', 'the others are NA'));
  if (longRows) lines.push(odd(longRows, 'more', 'those beyond are ignored'));
  if (unclosedQuote) lines.push(lost(unclosedQuote));
  for (const converted of unknownLevels) lines.push(became(converted, 'unknown levels'));
  for (const converted of invalidNumbers)
    lines.push(became(converted, 'values that are no numbers'));
  return lines;
}

function odd({ count, first }: CountedRows, how: string, what: string): string {
  return `${count} rows have ${how} cells than the header, ${what}; the first is row ${first}`;
}

function lost({ row, column, lines }: UnclosedQuote): string {
  const place = column === undefined ? '' : `, column ${JSON.stringify(column)}`;
  const rest = lines === 0 ? '' : `, and with it the ${lines} lines behind it`;
  return `row ${row}${place}: a quote is opened and never closed: the cell is lost${rest}`;
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
