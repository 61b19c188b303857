// What `augment` writes besides each other: images, answers, draws, a contact sheet.
import {
  writeIdxLabels,
  type DrawRecord,
  type ImageSet,
  type ImageSource,
} from '../imaging/node.js';
import { InputFormatError } from '../node.js';
import { firstImages } from '../imaging/image-source.js';
import type { AugmentFlags } from './augment-options.js';
import { drawLines } from './draws-file.js';
import { UsageError } from './errors.js';
import { openImageOutput, requirePngChannels } from './image-output.js';
import { openOutput } from './output.js';
import { Sheet } from './sheet.js';

/** One of the outputs of a run; each is complete or absent. */
export interface Part {
  /** The next images of the result. */
  write(images: ImageSet): Promise<void>;
  finish(): Promise<void>;
  discard(): Promise<void>;
}

export interface PartSettings {
  readonly flags: AugmentFlags;
  readonly source: ImageSource;
  /** Images of the result. */
  readonly count: number;
  /** Answers of some of them, where they are known. */
  readonly labels: ((first: number, count: number) => Int32Array) | undefined;
  readonly draws: () => Iterator<DrawRecord>;
  readonly sheet: {
    readonly columns: number;
    readonly scale: number;
    readonly perRow: number | undefined;
  };
}

/** All that the flags ask for, the images last. Throws UsageError for one that cannot be written; then none is. */
export async function openParts(settings: PartSettings): Promise<Part[]> {
  const { flags } = settings;
  const inputs = [flags.input, flags.labels, flags.replay].filter((path) => path !== undefined);
  requireOnePlaceEach([flags.output, flags.outputLabels, flags.draws, flags.sheet]);
  const parts: Part[] = [];
  try {
    if (flags.outputLabels !== undefined) parts.push(await labelsPart(settings, inputs));
    if (flags.draws !== undefined) parts.push(await drawsPart(settings, inputs));
    if (flags.sheet !== undefined) parts.push(await sheetPart(settings, inputs));
    parts.push(await imagesPart(settings, inputs));
  } catch (error) {
    for (const part of parts) await part.discard();
    throw error;
  }
  return parts;
}

function requireOnePlaceEach(outputs: readonly (string | undefined)[]): void {
  const twice = outputs.find((path, i) => path !== undefined && outputs.indexOf(path) < i);
  if (twice === undefined) return;
  const place = twice === '-' ? 'stdout' : twice;
  throw new UsageError(`${place} cannot take several outputs of a run; choose another file`);
}

async function imagesPart(
  { flags, source, count, labels }: PartSettings,
  inputs: readonly string[],
): Promise<Part> {
  const { output: path, format, header } = flags;
  const { width, height, channels, isBytes } = source;
  const type = isBytes ? 'u8' : 'f64';
  const output = await openImageOutput(
    { path, format, header, inputs },
    { count, width, height, channels, type, hasLabels: labels !== undefined },
  );
  let done = 0;
  return {
    async write(images) {
      await output.write(images, labels?.(done, images.count));
      done += images.count;
    },
    finish: () => output.finish(),
    discard: () => output.discard(),
  };
}

async function labelsPart(
  { flags, count, labels }: PartSettings,
  inputs: readonly string[],
): Promise<Part> {
  if (labels === undefined) {
    throw new UsageError('--output-labels: the input has no answers; --labels names their file');
  }
  const output = await openOutput(flags.outputLabels!, inputs, '--output-labels');
  return {
    write: () => Promise.resolve(),
    async finish() {
      await output.write(writeIdxLabels(labels(0, count)));
      await output.finish();
    },
    discard: () => output.discard(),
  };
}

async function drawsPart({ flags, draws }: PartSettings, inputs: readonly string[]): Promise<Part> {
  const output = await openOutput(flags.draws!, inputs, '--draws');
  const records = draws();
  return {
    write: (images) => output.write(drawLines(records, images.count)),
    finish: () => output.finish(),
    discard: () => output.discard(),
  };
}

async function sheetPart(
  { flags, source, sheet: { columns, scale, perRow } }: PartSettings,
  inputs: readonly string[],
): Promise<Part> {
  if (source.count === 0) {
    throw new InputFormatError('--sheet: there are no images to draw', { file: flags.input });
  }
  requirePngChannels(source.channels, '--sheet');
  const sheet = new Sheet(await firstImages(source, columns), columns, scale, perRow);
  const output = await openOutput(flags.sheet!, inputs, '--sheet');
  return {
    write(images) {
      sheet.add(images);
      return Promise.resolve();
    },
    async finish() {
      await output.write(await sheet.png());
      await output.finish();
    },
    discard: () => output.discard(),
  };
}
