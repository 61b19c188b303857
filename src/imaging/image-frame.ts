// Images as rows, and back: a column per value, which is what models read.
import { checkOptions } from '../check-options.js';
import { ArgumentError } from '../errors.js';
import { Frame } from '../frame/frame.js';
import type { CategoricalColumn, NumberColumn } from '../frame/column.js';
import { checkSize } from './image.js';
import { checkSet, type ImageSet } from './image-set.js';

/** How columns are named; every option has a default, given in brackets. */
export interface ImageFrameOptions {
  /** A name per value of an image: channel by channel, line by line [C1, C2, ...] */
  readonly names?: readonly string[] | undefined;
  /** An answer per image: makes a categorical column behind the others. */
  readonly labels?: ArrayLike<number> | undefined;
  /** The name of that column [C and the number of values + 1, such as C785] */
  readonly labelName?: string | undefined;
}

const OPTIONS: Readonly<Record<keyof ImageFrameOptions, true>> = {
  names: true,
  labels: true,
  labelName: true,
};

/** The names C1, C2, ... that H2O gives to the columns of pixels. */
export function pixelNames(count: number): string[] {
  return Array.from({ length: count }, (_, k) => `C${k + 1}`);
}

/**
 * A row per image, a number column per value: single precision for bytes, which it holds exactly, doubles for doubles. Throws ArgumentError.
 * Cost: linear; memory: four bytes a value, or eight.
 */
export function imagesToFrame(images: ImageSet, options: ImageFrameOptions = {}): Frame {
  checkOptions('imagesToFrame', options, OPTIONS);
  const size = checkSet(images);
  const { data, count } = images;
  const { names = pixelNames(size), labels, labelName = `C${size + 1}` } = options;
  if (names.length !== size) throw new ArgumentError('names', `${size} names`, names.length);
  const isBytes = data instanceof Uint8Array;
  const columns: NumberColumn[] = names.map((name) => {
    const values = isBytes ? new Float32Array(count) : new Float64Array(count);
    return { kind: 'number', name, values, ...(isBytes && { integer: true }) };
  });
  for (let i = 0, at = 0; i < count; i++) {
    for (const { values } of columns) values[i] = data[at++];
  }
  if (labels === undefined) return new Frame(columns, count);
  if (labels.length !== count) throw new ArgumentError('labels', `${count} labels`, labels.length);
  return new Frame([...columns, labelColumn(labelName, labels)], count);
}

/** The images of a frame, as doubles: `names` has the column of each value [C1, C2, ...]. Throws ArgumentError for columns that are no numbers or have NA. */
export function frameToImages(
  frame: Frame,
  {
    width,
    height,
    channels = 1,
    names = pixelNames(checkSize({ width, height, channels }, 'images')),
  }: {
    readonly width: number;
    readonly height: number;
    readonly channels?: number;
    readonly names?: readonly string[];
  },
): ImageSet {
  const size = checkSize({ width, height, channels }, 'images');
  if (names.length !== size) throw new ArgumentError('names', `${size} names`, names.length);
  const count = frame.rowCount;
  const data = new Float64Array(count * size);
  names.forEach((name, k) => {
    const { kind, values } = frame.column(name);
    if (kind !== 'number') throw new ArgumentError(`column ${name}`, 'numbers', kind);
    for (let i = 0; i < count; i++) data[i * size + k] = values[i];
  });
  const images = { data, count, width, height, channels };
  checkSet(images, 'the frame');
  return images;
}

/** Levels in the order of their numbers, as H2O's factors have them. */
function labelColumn(name: string, labels: ArrayLike<number>): CategoricalColumn {
  const levels = [...new Set(Array.from(labels))].sort((a, b) => a - b);
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  const codes = Int32Array.from(labels, (label) => codeOf.get(label)!);
  return { kind: 'categorical', name, codes, domain: levels.map(String) };
}
