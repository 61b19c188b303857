import type { AnswerSource, RowWriter } from './answer-source.js';
import { outputFormat, type RowFlags } from './row-options.js';
import { writeCsv } from './write-csv.js';
import { writeJsonColumns } from './write-json-lines.js';
import { writeTyped } from './write-typed.js';

/** What writes answers in columns in the format of the output. Throws UsageError for flags that do not go with it. */
export function columnWriter(flags: RowFlags): (source: AnswerSource) => RowWriter {
  const format = outputFormat(flags);
  switch (format) {
    case 'csv':
      return writeCsv(flags);
    case 'jsonl':
      return writeJsonColumns(flags);
    default:
      return writeTyped(format, flags);
  }
}
