import { InputFormatError, quote } from '../../errors.js';
import { readCsvBlocks, type ByteSource } from '../../frame/csv/index.js';
import type { Column, NumberColumn } from '../../frame/column.js';
import type { Frame } from '../../frame/frame.js';
import type { LabelledImages } from './image-file.js';
import { pixelLayout, type PixelCsvOptions, type PixelLayout } from './pixel-layout.js';

/**
 * Images of a CSV, one per line, in blocks, at least one: a column per pixel, channel by channel and line by line from the upper left, and
 * maybe one of answers (whole numbers). A block is bytes where all its values are whole and 0 .. 255, else doubles. Throws InputFormatError
 * for cells that are missing or no numbers, and as pixelLayout. Memory: a block.
 */
export async function* readPixelCsvBlocks(
  source: ByteSource,
  options: PixelCsvOptions = {},
): AsyncGenerator<LabelledImages> {
  const { file, header, separator } = options;
  let layout: PixelLayout | undefined;
  const frames = readCsvBlocks(source, {
    file,
    header,
    separator,
    plan: (names) => {
      layout = pixelLayout(names, options);
      return { columns: names.map((name) => ({ name, kind: 'number' })) };
    },
  });
  let first = 0;
  for await (const frame of frames) {
    yield imagesOf(frame, layout!, first, file);
    first += frame.rowCount;
  }
}

function imagesOf(
  frame: Frame,
  layout: PixelLayout,
  first: number,
  file: string | undefined,
): LabelledImages {
  const { longRows } = frame.origin.notes ?? {};
  if (longRows !== undefined) {
    const what = `image ${longRows.first} has more cells than there are columns`;
    throw new InputFormatError(what, { file, row: longRows.first });
  }
  const { pixels, label, ...geometry } = layout;
  const count = frame.rowCount;
  const columns = pixels.map((name) => numbersOf(frame.column(name), first, file));
  const isBytes = columns.every((values) => values.every(isByte));
  const data = isBytes
    ? new Uint8Array(count * columns.length)
    : new Float64Array(count * columns.length);
  columns.forEach((values, pixel) => {
    for (let i = 0; i < count; i++) data[i * columns.length + pixel] = values[i];
  });
  const images = { data, count, ...geometry };
  if (label === undefined) return { images };
  const answers = numbersOf(frame.column(label), first, file);
  const labels = Int32Array.from(answers);
  const odd = labels.findIndex((value, i) => value !== answers[i]);
  if (odd < 0) return { images, labels };
  throw cellError(first + odd, label, `label ${answers[odd]} is no whole number`, file);
}

/** The values of a column, all of them finite. */
function numbersOf(
  column: Column,
  first: number,
  file: string | undefined,
): NumberColumn['values'] {
  const { name, values, invalid } = column as NumberColumn;
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd < 0) return values;
  const text = invalid?.texts[invalid.rows.indexOf(odd)];
  const what = Number.isNaN(values[odd]) ? 'the value is missing' : `${values[odd]} is no level`;
  throw cellError(
    first + odd,
    name,
    text === undefined ? what : `${quote(text)} is not a number`,
    file,
  );
}

function cellError(
  image: number,
  column: string,
  what: string,
  file: string | undefined,
): InputFormatError {
  return new InputFormatError(`image ${image}, column ${quote(column)}: ${what}`, {
    file,
    row: image,
  });
}

function isByte(value: number): boolean {
  return value >= 0 && value <= 255 && Number.isInteger(value);
}
