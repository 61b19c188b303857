// Where `augment` writes images: one file of them, or a folder of PNG files.
import { stat } from 'node:fs/promises';
import {
  IdxWriter,
  PixelCsvWriter,
  sliceImages,
  writePng,
  type ImageSet,
} from '../imaging/node.js';
import { UsageError } from './errors.js';
import { FolderOutput } from './folder-output.js';
import { openOutput, type Output } from './output.js';

const IMAGE_FORMATS = ['idx', 'csv', 'png'] as const;
type ImageFormat = (typeof IMAGE_FORMATS)[number];

const MOST_PNG_CHANNELS = 4;

/** Takes the images of a result in their order; complete or absent as any output. */
export interface ImageOutput {
  write(images: ImageSet, labels: Int32Array | undefined): Promise<void>;
  finish(): Promise<void>;
  discard(): Promise<void>;
}

export interface ImageOutputSettings {
  readonly path: string;
  readonly format: string | undefined;
  readonly header: boolean;
  /** Files that must not be written over. */
  readonly inputs: readonly string[];
}

/** What all images of a result have in common. */
export interface ResultShape extends Omit<ImageSet, 'data'> {
  readonly type: 'u8' | 'f64';
  readonly hasLabels: boolean;
}

/** The format that was asked for, or that of the output's extension (before `.gz`), else idx. Throws UsageError. */
export function imageFormat({
  path,
  format,
}: Pick<ImageOutputSettings, 'path' | 'format'>): ImageFormat {
  const known = IMAGE_FORMATS.find((name) => name === format);
  if (format !== undefined && known === undefined) {
    throw new UsageError(`--format: expected ${IMAGE_FORMATS.join(', ')}, got ${format}`);
  }
  if (known !== undefined) return known;
  if (/\.csv(\.gz)?$/i.test(path)) return 'csv';
  return /(\.png|\/)$/i.test(path) ? 'png' : 'idx';
}

/** Known before anything is made of images. Throws UsageError. */
export function requirePngChannels(channels: number, flag: string): void {
  if (channels <= MOST_PNG_CHANNELS) return;
  throw new UsageError(
    `${flag}: PNG has 1 to ${MOST_PNG_CHANNELS} channels, the images have ${channels}; idx takes them`,
  );
}

/** Throws UsageError for an output that cannot be written, and for several images in one PNG, LimitError for more images than its format has. */
export async function openImageOutput(
  settings: ImageOutputSettings,
  shape: ResultShape,
): Promise<ImageOutput> {
  const { path, header, inputs } = settings;
  const open = () => openOutput(path, inputs);
  switch (imageFormat(settings)) {
    case 'idx': {
      const writer = new IdxWriter(shape);
      return idxOutput(await open(), writer);
    }
    case 'csv':
      return csvOutput(await open(), header, shape);
    case 'png':
      requirePngChannels(shape.channels, '--output');
      if (await isFolder(path)) return folderOutput(await FolderOutput.open(path), shape.count);
      if (shape.count !== 1) {
        throw new UsageError(
          `--output: ${shape.count} images do not go into one PNG; name a folder (out/), or ask for a contact sheet (--sheet)`,
        );
      }
      return pngOutput(await open());
  }
}

async function isFolder(path: string): Promise<boolean> {
  if (path.endsWith('/')) return true;
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function idxOutput(output: Output, writer: IdxWriter): ImageOutput {
  let header: Uint8Array | undefined = writer.header();
  const writeHeader = async () => {
    if (header) await output.write(header);
    header = undefined;
  };
  return {
    async write(images) {
      await writeHeader();
      await output.write(writer.images(images));
    },
    async finish() {
      await writeHeader();
      await output.finish();
    },
    discard: () => output.discard(),
  };
}

function csvOutput(output: Output, wantsHeader: boolean, shape: ResultShape): ImageOutput {
  const writer = new PixelCsvWriter();
  const size = shape.width * shape.height * shape.channels;
  let header = wantsHeader ? writer.header(size, shape.hasLabels) : undefined;
  const writeHeader = async () => {
    if (header) await output.write(header);
    header = undefined;
  };
  return {
    async write(images, labels) {
      await writeHeader();
      await output.write(writer.images(images, labels));
    },
    async finish() {
      await writeHeader();
      await output.finish();
    },
    discard: () => output.discard(),
  };
}

function pngOutput(output: Output): ImageOutput {
  return {
    write: async (images) => output.write(await writePng(images)),
    finish: () => output.finish(),
    discard: () => output.discard(),
  };
}

/** 000000.png and so on: as many digits as the last one needs, six at least. */
function folderOutput(folder: FolderOutput, count: number): ImageOutput {
  const digits = Math.max(6, String(count - 1).length);
  let number = 0;
  return {
    async write(images) {
      for (let i = 0; i < images.count; i++) {
        const name = `${String(number++).padStart(digits, '0')}.png`;
        await folder.write(name, await writePng(sliceImages(images, i, i + 1)));
      }
    },
    finish: () => folder.finish(),
    discard: () => folder.discard(),
  };
}
