import { MojoFormatError } from '../../errors.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import type { NestedModels } from '../nested/read.js';
import type { RowColumns } from './row-columns.js';

/** What the parts of the file need of one another. */
export interface PipelineFile {
  readonly info: ModelInfo;
  readonly models: NestedModels;
  readonly rows: RowColumns;
}

/** A number of keys; one that is too high is refused by the first key that is not there. */
export function countAt({ info }: PipelineFile, key: string): number {
  const count = info.int(key, 0);
  if (count < 0) throw info.wrong(key, 'a count');
  return count;
}

/** Each takes memory for a block of rows, and a line of the file can ask for as many as a layer has units. */
const MAX_COLUMNS = 131_072;

/** Throws MojoFormatError for more columns of one kind than a pipeline has; `key` tells their number. */
export function checkColumns(
  { info }: PipelineFile,
  columns: number,
  what: string,
  key: string,
): void {
  if (columns <= MAX_COLUMNS) return;
  throw new MojoFormatError(`${info.file}: there are more than ${MAX_COLUMNS} ${what}`, {
    file: info.file,
    key,
  });
}
