// Rows of a file in any format that `predict` reads.
import { InputFormatError } from '../../errors.js';
import { readArrowBlocks } from '../../frame/arrow/index.js';
import { gunzip, readCsvBlocks } from '../../frame/csv/index.js';
import type { Frame } from '../../frame/frame.js';
import { readJsonLines } from '../../frame/json-lines.js';
import { readParquetBlocks } from '../../frame/parquet/index.js';
import type { ColumnPlan } from '../../frame/plan.js';
import { fileChunks } from '../../files/file-chunks.js';
import { openRandomAccess } from '../../files/random-access.js';
import { inputFormatOf } from '../../files/row-formats.js';

/** Frames of at most `blockRows` rows of the table at `path`; `plan` tells which columns to read. Throws FileError, InputFormatError, and as the formats do. */
export async function* tableFrames(
  path: string,
  plan: ColumnPlan | ((header: readonly string[]) => ColumnPlan),
  blockRows: number,
): AsyncGenerator<Frame> {
  const options = { file: path, blockRows, plan };
  switch (inputFormatOf(path)) {
    case 'parquet': {
      const file = await openRandomAccess(path);
      try {
        yield* readParquetBlocks(file, options);
      } finally {
        await file.close();
      }
      return;
    }
    case 'arrow':
      yield* readArrowBlocks(fileChunks(path), options);
      return;
    case 'jsonl':
      yield* readJsonLines(gunzip(fileChunks(path, { reuse: true })), { file: path, blockRows });
      return;
    case 'idx':
      throw new InputFormatError('no table: it has images; name it as images', { file: path });
    case 'csv':
      yield* readCsvBlocks(gunzip(fileChunks(path, { reuse: true })), options);
  }
}

/** Names of a table's columns: those of the list that it has, and of some formats others. */
export async function columnsOf(
  path: string,
  names: readonly string[],
): Promise<readonly string[]> {
  if (names.length === 0) return [];
  const plan: ColumnPlan = { columns: names.map((name) => ({ name, kind: 'any' })) };
  for await (const frame of tableFrames(path, plan, 1)) return frame.names;
  return [];
}
