// Images made of images: a part and a file for each effect and copy.
import { basename } from 'node:path';
import { augmentStream } from '../../imaging/augment-stream.js';
import { IdxWriter } from '../../imaging/files/write-idx.js';
import type { AugmentPart, PipelineDescription } from '../description/index.js';
import { createOutput } from './frame-file.js';
import type { Part } from './part.js';

/** A file of new images: as many as there were, in their order. */
export interface AugmentedFile {
  readonly effect: AugmentPart['effects'][number];
  /** From 1 on. */
  readonly copy: number;
  readonly path: string;
}

/** The files of an item of `augment`: `augmented/train-images-rotate-1.idx.gz`, effect by effect, copy by copy. */
export function augmentedFiles({ of, effects, copies, output }: AugmentPart): AugmentedFile[] {
  const stem = basename(of)
    .replace(/(\.gz)?$/i, '')
    .replace(/([.-]idx\d-ubyte|\.idx|\.png|\.csv)$/i, '');
  const folder = output.replace(/\/*$/, '/');
  return effects.flatMap((effect) =>
    Array.from({ length: copies }, (_, copy) => {
      return { effect, copy: copy + 1, path: `${folder}${stem}-${effect}-${copy + 1}.idx.gz` };
    }),
  );
}

export function augmentParts({ augment }: PipelineDescription): Part[] {
  return augment.flatMap((item, i) =>
    augmentedFiles(item).map((file) => augmentPart(item, file, `augment[${i}]`)),
  );
}

function augmentPart(
  { of, seed, structure }: AugmentPart,
  { effect, copy, path }: AugmentedFile,
  key: string,
): Part {
  return {
    id: `${key} ${effect} ${copy}`,
    key,
    unit: 'images',
    basis: { effect, copy, seed, structure },
    inputs: [of],
    after: [],
    outputs: [path],
    async run(context, progress) {
      const { threads, signal } = context.scoring;
      const source = await context.source(of);
      const { count, width, height, channels, isBytes } = source;
      const type = isBytes ? 'u8' : 'f64';
      const writer = new IdxWriter({ count, width, height, channels, type });
      const output = await createOutput(context.path(path));
      try {
        await output.write(writer.header());
        const options = {
          effects: [effect],
          seed,
          structure,
          firstCopy: copy - 1,
          threads,
          signal,
        };
        let done = 0;
        for await (const block of augmentStream(source, options)) {
          await output.write(writer.images(block));
          progress((done += block.count), count);
        }
        await output.finish();
      } catch (error) {
        await output.discard();
        throw error;
      }
    },
  };
}
