// Rows that a description names, images or a table, as frames with their answers.
import { InputFormatError, MissingColumnError } from '../../errors.js';
import type { CategoricalColumn } from '../../frame/column.js';
import { Frame } from '../../frame/frame.js';
import { keepColumns, type ColumnPlan } from '../../frame/plan.js';
import { imagesToFrame } from '../../imaging/image-frame.js';
import { sliceImages, type ImageSet } from '../../imaging/image-set.js';
import { readImageBlocks, readLabels } from '../../imaging/node.js';
import type { ImagesPart, RowsPart } from '../description/index.js';
import type { RunContext } from './run-context.js';
import { columnsOf, tableFrames } from './table-frames.js';

export interface Rows {
  /** The column of the right classes; undefined: nobody knows them. */
  readonly answer: string | undefined;
  /** How many there are, where that is known before they are read. */
  readonly count: number | undefined;
  /**
   * The rows, at most `blockRows` in a frame, with the columns of the plan and the answers. Images have all their pixels, and
   * must have those of the plan. Throws MissingColumnError, InputFormatError, FileError. Memory: a block.
   */
  frames(plan: ColumnPlan, blockRows: number): AsyncIterable<Frame>;
}

/** What part of the lines of an image may be a margin at its foot: one of so many. */
const MOST_MARGIN = 6;

/** Files that the rows are read from. */
export function filesOf(rows: RowsPart): string[] {
  if ('table' in rows) return [rows.table];
  return rows.labels === undefined ? [rows.images] : [rows.images, rows.labels];
}

/**
 * Opens rows. Answers are the labels of images, under the name of the members' response, else `answer`; of a table they are the column that is
 * named, or that of the members' response if it is there.
 */
export async function openRows(rows: RowsPart, context: RunContext): Promise<Rows> {
  const response = await responseOf(context);
  if ('table' in rows) {
    const path = context.path(rows.table);
    const isThere =
      response !== undefined && (await columnsOf(path, [response])).includes(response);
    const answer = rows.response ?? (isThere ? response : undefined);
    return {
      answer,
      count: undefined,
      frames: (plan, blockRows) =>
        tableFrames(path, answer === undefined ? plan : keepColumns(plan, [answer]), blockRows),
    };
  }
  if (rows.labels === undefined) {
    return {
      answer: undefined,
      count: undefined,
      frames: (plan, blockRows) => imageFrames(rows, context, plan, blockRows),
    };
  }
  const answer = response ?? 'answer';
  const path = context.path(rows.labels);
  const labels = labelColumn(answer, await readLabels(path));
  return {
    answer,
    count: labels.codes.length,
    frames: (plan, blockRows) => imageFrames(rows, context, plan, blockRows, labels),
  };
}

async function responseOf(context: RunContext): Promise<string | undefined> {
  const [member] = context.description.score?.members ?? [];
  return member === undefined ? undefined : (await context.model(member)).responseColumn;
}

async function* imageFrames(
  { images: path, columns, labels: labelFile }: ImagesPart,
  context: RunContext,
  plan: ColumnPlan,
  blockRows: number,
  labels?: CategoricalColumn,
): AsyncGenerator<Frame> {
  let done = 0;
  let names: string[] | undefined;
  for await (const { images } of readImageBlocks(context.path(path))) {
    const size = images.width * images.height * images.channels;
    if (names === undefined) {
      names = Array.from({ length: size }, (_, k) => `${columns}${k + 1}`);
      requirePixels(plan, labels ? [...names, labels.name] : names, images, path);
      noteUnreadLines(plan, names, images, path, context);
    }
    for (let from = 0; from === 0 || from < images.count; from += blockRows) {
      const to = Math.min(from + blockRows, images.count);
      const frame = imagesToFrame(sliceImages(images, from, to), { names });
      yield labels ? withAnswers(frame, labels, done) : frame;
      done += to - from;
    }
  }
  const count = labels?.codes.length ?? done;
  if (count === done) return;
  throw new InputFormatError(`${count} labels for ${done} images of ${path}`, { file: labelFile });
}

/** Throws MissingColumnError for columns that images of such a size do not have: they are others than the model was trained on. */
function requirePixels(
  { columns }: ColumnPlan,
  names: readonly string[],
  { width, height, channels }: ImageSet,
  path: string,
): void {
  const there = new Set(names);
  const missing = columns.find(({ name }) => !there.has(name));
  if (missing === undefined) return;
  const size = `${width} x ${height} x ${channels} (width, height, channels)`;
  const range = `${names[0]} to ${names[width * height * channels - 1]}`;
  const why = `the images of ${path} are ${size}, and so have the columns ${range}`;
  throw new MissingColumnError(missing.name, why, names);
}

/** Models do not tell the size of their images: of larger ones they read what stands first, which is another picture. */
function noteUnreadLines(
  { columns }: ColumnPlan,
  names: readonly string[],
  { width, height, channels }: ImageSet,
  path: string,
  context: RunContext,
): void {
  const read = new Set(columns.map(({ name }) => name));
  const last = names.findLastIndex((name) => read.has(name));
  const unread = height * channels - 1 - Math.floor(last / width);
  // Models leave out pixels that were the same in all images, such as those of the margin.
  if (unread * MOST_MARGIN < height * channels) return;
  context.note(
    `the models read nothing of the last ${unread} of ${height * channels} lines of the images of ${path}; were they trained on smaller ones?`,
  );
}

function withAnswers(frame: Frame, labels: CategoricalColumn, from: number): Frame {
  const codes = labels.codes.subarray(from, from + frame.rowCount);
  // Of rows beyond the last label nothing is known until all images are counted.
  const padded = new Int32Array(frame.rowCount).fill(-1);
  padded.set(codes);
  return new Frame([...frame.columns, { ...labels, codes: padded }], frame.rowCount);
}

/** Levels in the order of their numbers, the same in every frame. */
function labelColumn(name: string, labels: Int32Array): CategoricalColumn {
  const levels = [...new Set(labels)].sort((a, b) => a - b);
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  const codes = labels.map((label) => codeOf.get(label)!);
  return { kind: 'categorical', name, codes, domain: levels.map(String) };
}
