import {
  ArrowWriter,
  ParquetWriter,
  writtenColumns,
  type ConversionCounter,
  type Frame,
  type Model,
  type WrittenColumn,
} from '../node.js';
import { answerFrames } from './answer-frames.js';
import { UsageError } from './errors.js';
import { inputFormat } from './input.js';
import type { Output } from './output.js';
import { answerKind, reportsRowErrors, splitList, type PredictFlags } from './predict-options.js';
import type { Progress } from './progress.js';

/** What turns frames into the bytes of a file. */
interface Encoder {
  start(): readonly Uint8Array[];
  rows(frame: Frame): readonly Uint8Array[] | Promise<readonly Uint8Array[]>;
  end(): readonly Uint8Array[] | Promise<readonly Uint8Array[]>;
}

/** Answers as Arrow or Parquet, the columns to keep in front. A row that fails ends the run. */
export function writeTyped(format: 'arrow' | 'parquet', flags: PredictFlags) {
  const other = misplacedFlag(flags);
  if (other !== undefined) throw new UsageError(`${other} does not go with --format ${format}`);
  const kind = answerKind(flags);
  const keep = splitList(flags.keep);
  const answers = answerFrames(flags);
  return async (
    model: Model,
    frames: AsyncIterable<Frame>,
    counter: ConversionCounter,
    output: Output,
    progress: Progress,
  ): Promise<void> => {
    const answerColumns = (await model.answerColumns(kind)).map((column): WrittenColumn => {
      const { name } = column;
      if (column.kind === 'categorical') return { name, type: 'levels', domain: column.domain };
      return { name, type: column.integer ? 'integer' : 'double' };
    });
    const write = async (pieces: readonly Uint8Array[]) => {
      for (const piece of pieces) await output.write(piece);
    };
    let encoder: Encoder | undefined;
    for await (const { frame, rows, failure } of answers(model, frames, counter, progress)) {
      if (encoder === undefined) {
        const columns = [...keptColumns(frame, keep, flags), ...answerColumns];
        encoder = await encoderOf(format, columns, flags.output);
        await write(encoder.start());
      }
      // The rows before one that failed would not be a file.
      if (failure) throw failure;
      if (rows > 0) await write(await encoder.rows(frame));
    }
    if (encoder) await write(await encoder.end());
  };
}

async function encoderOf(
  format: 'arrow' | 'parquet',
  columns: readonly WrittenColumn[],
  path: string,
): Promise<Encoder> {
  if (format === 'arrow') {
    const isStream = /\.arrows(\.gz)?$/i.test(path);
    return ArrowWriter.create(columns, { format: isStream ? 'stream' : 'file' });
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
  flags: PredictFlags,
): readonly WrittenColumn[] {
  const isJson = inputFormat(flags.input, flags.inputFormat) === 'jsonl';
  const columns = writtenColumns(keep.map((name) => frame.column(name)));
  return columns.map((column): WrittenColumn => {
    return isJson || column.type === 'levels' ? { name: column.name, type: 'text' } : column;
  });
}

function misplacedFlag(flags: PredictFlags): string | undefined {
  if (flags.hex) return '--hex';
  if (!flags.header) return '--no-header';
  if (flags.include !== undefined) return '--include';
  return reportsRowErrors(flags) ? '--on-row-error report' : undefined;
}
