import { isArrowStream } from '../files/row-formats.js';
import {
  ArrowWriter,
  ParquetWriter,
  writtenColumns,
  type Frame,
  type OutputColumn,
  type WrittenColumn,
} from '../node.js';
import { answerFrames, firstFailure } from './answer-frames.js';
import type { AnswerSource, RowWriter } from './answer-source.js';
import { UsageError } from './errors.js';
import { inputFormat } from './input.js';
import { reportsRowErrors, splitList, type RowFlags } from './row-options.js';

/** What turns frames into the bytes of a file. */
interface Encoder {
  start(): readonly Uint8Array[];
  rows(frame: Frame): readonly Uint8Array[] | Promise<readonly Uint8Array[]>;
  end(): readonly Uint8Array[] | Promise<readonly Uint8Array[]>;
}

/** Answers as Arrow or Parquet, with the columns to keep. A row that fails ends the run. */
export function writeTyped(
  format: 'arrow' | 'parquet',
  flags: RowFlags,
): (source: AnswerSource) => RowWriter {
  const other = misplacedFlag(flags);
  if (other !== undefined) throw new UsageError(`${other} does not go with --format ${format}`);
  const keep = splitList(flags.keep);
  return (source) => async (frames, counter, output, progress) => {
    const answerColumns = (await source.columns()).map(writtenColumn);
    const write = async (pieces: readonly Uint8Array[]) => {
      for (const piece of pieces) await output.write(piece);
    };
    let encoder: Encoder | undefined;
    const answers = answerFrames(source, keep, frames, counter, progress);
    for await (const answer of answers) {
      const { frame } = answer;
      if (encoder === undefined) {
        const columns = source.arrange(keptColumns(frame, keep, flags), answerColumns);
        encoder = await encoderOf(format, columns, flags.output);
        await write(encoder.start());
      }
      // The rows before one that failed would not be a file.
      const failed = firstFailure(answer);
      if (failed) throw failed.error;
      if (frame.rowCount > 0) await write(await encoder.rows(frame));
    }
    if (encoder) await write(await encoder.end());
  };
}

function writtenColumn(column: OutputColumn): WrittenColumn {
  const { name } = column;
  if (column.kind === 'categorical') return { name, type: 'levels', domain: column.domain };
  return { name, type: column.integer ? 'integer' : 'double' };
}

async function encoderOf(
  format: 'arrow' | 'parquet',
  columns: readonly WrittenColumn[],
  path: string,
): Promise<Encoder> {
  if (format === 'arrow') {
    return ArrowWriter.create(columns, { format: isArrowStream(path) ? 'stream' : 'file' });
  }
  const writer = await ParquetWriter.create(columns);
  return { start: () => [], rows: (frame) => writer.rows(frame), end: () => writer.end() };
}

/**
 * Numbers that are kept stay numbers. Texts are no dictionary, which would grow with the input. JSON lines may have a number here
 * and text there.
 */
function keptColumns(
  frame: Frame,
  keep: readonly string[],
  flags: RowFlags,
): readonly WrittenColumn[] {
  const isJson = inputFormat(flags.input, flags.inputFormat) === 'jsonl';
  const columns = writtenColumns(keep.map((name) => frame.column(name)));
  return columns.map((column): WrittenColumn => {
    return isJson || column.type === 'levels' ? { name: column.name, type: 'text' } : column;
  });
}

function misplacedFlag(flags: RowFlags): string | undefined {
  if (flags.hex) return '--hex';
  if (!flags.header) return '--no-header';
  return reportsRowErrors(flags) ? '--on-row-error report' : undefined;
}
