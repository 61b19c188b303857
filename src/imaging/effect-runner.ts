// The work of `augment` in pieces: each is plain values, so that it can be done by any thread.
import { ArgumentError, InputFormatError } from '../errors.js';
import { createImageKernels, type ImageBackend } from './backends.js';
import { effectOf, effectRandom, type EffectName } from './draws.js';
import type { DrawRecord } from './draw-record.js';
import type { MarkNoise, SharpenStructure } from './effects.js';
import type { ImageSet } from './image-set.js';
import type { ImageKernels, Levels, PixelBlock } from './kernels.js';
import { OPS } from './ops.js';
import { EffectRandom } from './random.js';
import type { Rules } from './rotation.js';
import { Studio } from './studio.js';

/** An effect on each image, with draws of its own. */
export interface EffectJob {
  readonly images: ImageSet;
  readonly rules: Rules;
  readonly draws: NewDraws | GivenDraws;
}

/** Draws by the images' numbers. */
interface NewDraws {
  readonly effect: EffectName;
  readonly seed: number;
  readonly copy: number;
  readonly firstImage: number;
  readonly structure: SharpenStructure;
}

/** A record per image. */
interface GivenDraws {
  readonly records: readonly DrawRecord[];
  /** The number of the first one among all records. */
  readonly firstRecord: number;
}

/** Values that are brought to the kernels at once: what a cache holds. */
const BLOCK_VALUES = 2 ** 17;

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
    const effectAt = effectsOf(job);
    const { perBlock, input, output } = this.#blocksOf(size, data);
    for (const studio of [this.#doubles, this.#bytes]) {
      studio.original.resize(width, height, channels);
    }
    for (let first = 0; first < count; first += perBlock) {
      const here = Math.min(perBlock, count - first);
      input.values.set(data.subarray(first * size, (first + here) * size));
      for (let i = 0; i < here; i++) {
        const { keepsBytes, apply } = effectAt(first + i);
        const studio = isBytes && keepsBytes ? this.#bytes : this.#doubles;
        input.load(i * size, studio.original);
        studio.begin();
        apply(studio, first + i);
        output.store(studio.current, i * size);
      }
      out.set(output.values.subarray(0, here * size), first * size);
    }
    return out;
  }

  #blocksOf(size: number, { BYTES_PER_ELEMENT }: Levels): Blocks {
    if (this.#blocks?.size !== size || this.#blocks.valueBytes !== BYTES_PER_ELEMENT) {
      const kernels = this.#kernels;
      const perBlock = Math.max(1, Math.floor(BLOCK_VALUES / size));
      const room = perBlock * size;
      const make = () => (BYTES_PER_ELEMENT === 1 ? kernels.bytes(room) : kernels.doubles(room));
      const [input, output] = [make(), make()];
      this.#blocks = { size, valueBytes: BYTES_PER_ELEMENT, perBlock, input, output };
    }
    return this.#blocks;
  }
}

/** What is done to an image. */
interface ImageEffect {
  readonly keepsBytes: boolean;
  readonly apply: (studio: Studio, i: number) => void;
}

/** The effect on each image by its number in the job. */
function effectsOf({ draws, rules }: EffectJob): (i: number) => ImageEffect {
  if ('records' in draws) {
    const { records, firstRecord } = draws;
    return (i) => ({
      keepsBytes: effectOf(records[i].effect).keepsBytes,
      apply: (studio) => replay(records[i], firstRecord + i, rules, studio),
    });
  }
  const { effect, seed, copy, firstImage, structure } = draws;
  const { number, draw, run, keepsBytes } = effectOf(effect);
  const apply = (studio: Studio, i: number): void => {
    const random = new EffectRandom({ seed, image: firstImage + i, copy }, number);
    const markNoise = noiseOf(random, studio);
    run(studio, draw(random) as never, { rules, structure, crop: 'to-size', markNoise });
  };
  const same = { keepsBytes, apply };
  return () => same;
}

function replay(record: DrawRecord, number: number, rules: Rules, studio: Studio): void {
  const { effect, draws } = record;
  const markNoise = noiseOf(effectRandom(effect, record), studio);
  try {
    OPS[`fx_${effect}`](draws, studio, { rules, crop: 'to-size', field: undefined, markNoise });
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    throw new InputFormatError(`draws ${number}: ${error.message}`, { row: number, cause: error });
  }
}

function noiseOf(random: EffectRandom, studio: Studio): MarkNoise {
  return (kind, p, below, above) => {
    const { width, height, channels } = studio.current;
    studio.noise.resize(width, height, channels);
    studio.kernels.noiseBelow(studio.noise, random.noiseKey(kind), p, below, above);
  };
}

/** Room for some images in the kernels' memory. */
interface Blocks {
  readonly size: number;
  readonly valueBytes: number;
  readonly perBlock: number;
  readonly input: PixelBlock;
  readonly output: PixelBlock;
}
