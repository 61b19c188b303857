// The work of `augment` in pieces: each is plain values, so that it can be done by any thread.
import { createImageKernels, type ImageBackend } from './backends.js';
import type { ImageSet } from './image-set.js';
import { workOf, type GivenDraws, type ImageWork, type NewDraws } from './image-work.js';
import type { ImageKernels, Levels, PixelBlock, Stack } from './kernels.js';
import type { Rules } from './rotation.js';
import { Studio } from './studio.js';

/** An effect on each image, with draws of its own. */
export interface EffectJob {
  readonly images: ImageSet;
  readonly rules: Rules;
  readonly draws: NewDraws | GivenDraws;
}

/** Values that are brought to the kernels at once: what a cache holds. */
const BLOCK_VALUES = 2 ** 17;
/** Images whose draws are made at once, where images are small. */
const BLOCK_IMAGES = 2 ** 11;

/** Does pieces of work, one after another, in kernels' memory of its own. */
export class EffectRunner {
  readonly #kernels: ImageKernels;
  readonly #doubles: Studio;
  /** For effects that leave bytes bytes: no conversions, and sixteen pixels in a vector. */
  readonly #bytes: Studio;
  #blocks: Blocks | undefined;

  /** Throws ArgumentError for a back end that is none. */
  constructor(backend?: ImageBackend) {
    this.#kernels = createImageKernels(backend);
    this.#doubles = new Studio(this.#kernels);
    this.#bytes = new Studio(this.#kernels, 'bytes');
  }

  /** The values of the images that are made, of the kind of the given ones; into `given` where that is there. Throws InputFormatError for given draws that the effect does not take. */
  run(job: EffectJob, given?: Levels): Levels {
    const { data, count, width, height, channels } = job.images;
    const size = width * height * channels;
    const isBytes = data instanceof Uint8Array;
    const out = given ?? (isBytes ? new Uint8Array(data.length) : new Float64Array(data.length));
    const work = workOf(job.draws, job.rules, this.#kernels);
    const blocks = this.#blocksOf(size, data);
    const { perBlock, input, output } = blocks;
    for (let first = 0; first < count; first += perBlock) {
      const here = { width, height, channels, count: Math.min(perBlock, count - first) };
      const [from, to] = [first * size, (first + here.count) * size];
      work.begin(first, here.count);
      input.values.set(data.subarray(from, to));
      if (!isBytes || !this.#runAtOnce(work, blocks, here)) {
        this.#runEach(work, first, blocks, here, isBytes);
      }
      out.set(output.values.subarray(0, to - from), from);
    }
    return out;
  }

  /** False where the effect or the back end has no way to. */
  #runAtOnce(work: ImageWork, blocks: Blocks, size: StackSize): boolean {
    const { stacks: kernels } = this.#kernels;
    if (kernels === undefined || work.applyAll === undefined) return false;
    const { input, output, perBlock } = blocks;
    const noise = (): Stack => {
      blocks.noise ??= this.#kernels.bytes(perBlock * blocks.size);
      return { ...size, block: blocks.noise };
    };
    const [images, made] = [input, output].map((block) => ({ ...size, block }));
    work.applyAll({ kernels, images, made, noise });
    return true;
  }

  #runEach(
    work: ImageWork,
    first: number,
    { input, output, size }: Blocks,
    { width, height, channels, count }: StackSize,
    isBytes: boolean,
  ): void {
    for (const { original } of [this.#doubles, this.#bytes]) {
      original.resize(width, height, channels);
    }
    for (let i = 0; i < count; i++) {
      const studio = isBytes && work.keepsBytes(first + i) ? this.#bytes : this.#doubles;
      input.load(i * size, studio.original);
      studio.begin();
      work.apply(studio, first + i);
      output.store(studio.current, i * size);
    }
  }

  #blocksOf(size: number, { BYTES_PER_ELEMENT }: Levels): Blocks {
    if (this.#blocks?.size !== size || this.#blocks.valueBytes !== BYTES_PER_ELEMENT) {
      const kernels = this.#kernels;
      const perBlock = Math.max(1, Math.min(BLOCK_IMAGES, Math.floor(BLOCK_VALUES / size)));
      const room = perBlock * size;
      const make = () => (BYTES_PER_ELEMENT === 1 ? kernels.bytes(room) : kernels.doubles(room));
      const [input, output] = [make(), make()];
      this.#blocks = { size, valueBytes: BYTES_PER_ELEMENT, perBlock, input, output };
    }
    return this.#blocks;
  }
}

type StackSize = Omit<Stack, 'block'>;

/** Room for some images in the kernels' memory. */
interface Blocks {
  readonly size: number;
  readonly valueBytes: number;
  readonly perBlock: number;
  readonly input: PixelBlock;
  readonly output: PixelBlock;
  /** Bytes, from when they are first asked for. */
  noise?: PixelBlock;
}
