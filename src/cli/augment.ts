import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { InputFormatError } from '../node.js';
import {
  augmentDraws,
  augmentStream,
  openImages,
  readImageBlocks,
  readLabels,
  replayBlocks,
  type DrawRecord,
  type OpenedImages,
  type ReadImagesOptions,
} from '../imaging/node.js';
import { firstImages } from '../imaging/image-source.js';
import {
  effectOptions,
  readOptions,
  runOptions,
  whole,
  type AugmentFlags,
} from './augment-options.js';
import { openParts } from './augment-parts.js';
import { readDraws } from './draws-file.js';
import { errorOfRows, UsageError } from './errors.js';
import { imageFormat } from './image-output.js';
import { Progress } from './progress.js';

const EXAMPLES = `
Effects: rotate, warp, shift, bold, dilate, erode, erodedilate, scratches, blotches, all, all2.

Examples:
  $ wasmojo augment --input train-images-idx3-ubyte.gz --effects rotate,all --copies 2 --seed 1 \\
      --output more-idx3-ubyte.gz --labels train-labels-idx1-ubyte.gz --output-labels more-labels-idx1-ubyte.gz
  $ wasmojo augment --input digits.csv --effects warp --output warped.csv.gz --sheet look.png
  $ wasmojo augment --input digits/ --effects all2 --output more/ --draws draws.jsonl
  $ wasmojo augment --input digits/ --replay draws.jsonl --output again/

The result has all images for the first effect and copy, then for the next copy, then for the next effect. The same seed gives
the same images, whatever the threads and back end.`;

/** `wasmojo augment`. */
export function augmentCommand(): Command {
  return new Command('augment')
    .description('Makes more images of images by random effects.')
    .requiredOption(
      '--input <images>',
      'idx, PNG or CSV of pixels, also gzipped, or a folder of PNG files; - is stdin',
    )
    .requiredOption(
      '--output <images>',
      'idx, .csv, each also .gz; .png for one image; a folder of PNG files if it ends with /; - is stdout',
    )
    .option('--effects <list>', 'effects, separated by commas')
    .option('--seed <n>', 'the same seed gives the same images (default: 0)')
    .option('--copies <n>', 'how often each effect is applied to each image (default: 1)')
    .option('--structure <name>', 'of the sharpen step: sequential (default) or exclusive')
    .option('--rules <name>', 'whose numbers: imager-1.0.3 (default) or imager-0.20')
    .option('--labels <file>', 'the answers of the input, idx; they are repeated as the images are')
    .option('--output-labels <file>', 'where answers go, idx; a CSV has them in its last column')
    .option('--input-format <format>', 'idx, png or csv (default: by the first bytes)')
    .option('--format <format>', 'idx, csv or png (default: by extension of --output, else idx)')
    .option('--label-column <name>', 'CSV: the column of the answers (default: label, or the last)')
    .option('--no-input-header', 'CSV: the input has no line of names')
    .option('--separator <char>', 'CSV: separator of the input; tab is \\t (default: ,)')
    .option('--width <n>', 'CSV: size of the images (default: squares)')
    .option('--height <n>', 'CSV: as --width')
    .option('--channels <n>', 'CSV: planes of an image, one after another (default: 1)')
    .option('--no-header', 'CSV: no line of names in the output')
    .option('--draws <file>', 'writes what was drawn, JSON lines, one per image of the result')
    .option('--replay <file>', 'applies the draws of such a file')
    .option('--sheet <file>', 'a PNG of the first images and what became of them')
    .option('--sheet-columns <n>', 'images in a row of it', '12')
    .option('--sheet-scale <n>', 'how often its pixels are enlarged', '2')
    .option('--backend <name>', 'auto, wasm or js', 'auto')
    .option('--threads <n>', 'threads that work; auto or 0: one per core', '1')
    .option('--progress', 'show progress although stderr is no terminal')
    .option('--no-progress', 'show no progress')
    .option('--quiet', 'no notes on stderr')
    .addHelpText('after', EXAMPLES)
    .action((flags: AugmentFlags) => augment(flags));
}

async function augment(flags: AugmentFlags): Promise<void> {
  const plan = planOf(flags);
  const input = await readInput(flags, plan.read);
  // What fails from here on is a draw, or nothing of the input.
  const { replay } = flags;
  try {
    await make(flags, plan, input, replay === undefined ? undefined : await readDraws(replay));
  } catch (error) {
    throw errorOfRows(replay ?? flags.input, error);
  }
}

/** All flags are read before anything is done. */
function planOf(flags: AugmentFlags) {
  const { labels, outputLabels } = flags;
  if (labels !== undefined && outputLabels === undefined && !hasLabelColumn(flags)) {
    throw new UsageError('--labels: say where the answers go, with --output-labels or a CSV');
  }
  return {
    effects: effectOptions(flags),
    run: runOptions(flags),
    read: readOptions(flags),
    sheet: {
      columns: whole('--sheet-columns', flags.sheetColumns, 1, 1000)!,
      scale: whole('--sheet-scale', flags.sheetScale, 1, 64)!,
    },
  };
}

async function readInput(
  { input, labels: labelFile, replay }: AugmentFlags,
  options: ReadImagesOptions,
): Promise<OpenedImages> {
  const open = () => readImageBlocks(input === '-' ? process.stdin : input, options);
  // Draws may name images in any order.
  const isHeld = replay !== undefined || (await isReadOnce(input));
  const heldBytes = isHeld ? Infinity : undefined;
  const read = await openImages(open, { file: input }, heldBytes).catch((error: unknown) => {
    throw errorOfRows(input, error);
  });
  if (labelFile === undefined) return read;
  if (read.labels !== undefined) throw new UsageError(`--labels: ${input} has answers of its own`);
  try {
    const labels = await readLabels(labelFile);
    const { count } = read.source;
    if (labels.length === count) return { ...read, labels };
    throw new InputFormatError(`${labels.length} labels for ${count} images of ${input}`, {
      file: labelFile,
    });
  } catch (error) {
    throw errorOfRows(labelFile, error);
  }
}

/** Stdin is, and so are pipes such as `<(zcat images.gz)`. */
async function isReadOnce(input: string): Promise<boolean> {
  if (input === '-') return true;
  // What is no path is a URL, or an error of the reader.
  const found = await stat(input).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

async function make(
  flags: AugmentFlags,
  { effects, run, sheet }: ReturnType<typeof planOf>,
  { source, labels }: OpenedImages,
  replayed: readonly DrawRecord[] | undefined,
): Promise<void> {
  const count = replayed?.length ?? effects!.effects.length * (effects!.copies ?? 1) * source.count;
  const imageOf = (n: number) => replayed?.[n].image ?? n % source.count;
  const progress = new Progress(flags.progress, 'images');
  progress.expect(count);
  const parts = await openParts({
    flags,
    source,
    count,
    labels:
      labels &&
      ((first, some) => Int32Array.from({ length: some }, (_, i) => labels[imageOf(first + i)])),
    draws: () => augmentDraws(source.count, effects!),
    sheet: { ...sheet, perRow: replayed ? undefined : source.count },
  });
  try {
    const blocks = replayed
      ? replayBlocks(await firstImages(source, source.count), replayed, run)
      : augmentStream(source, { ...effects!, ...run });
    let done = 0;
    for await (const block of blocks) {
      for (const part of parts) await part.write(block);
      done += block.count;
      progress.scored(done);
    }
    for (let part = parts[0]; part; part = parts[0]) {
      await part.finish();
      parts.shift();
    }
  } catch (error) {
    for (const part of parts) await part.discard();
    throw error;
  } finally {
    progress.end();
  }
  if (labels && !flags.quiet && flags.outputLabels === undefined && !hasLabelColumn(flags)) {
    process.stderr.write('note: the answers are not written; --output-labels takes them\n');
  }
}

function hasLabelColumn({ output, format }: AugmentFlags): boolean {
  return imageFormat({ path: output, format }) === 'csv';
}
