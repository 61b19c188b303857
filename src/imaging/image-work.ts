// What a job does to its images: effects with draws of their own, or with given ones.
import { ArgumentError, InputFormatError } from '../errors.js';
import type { DrawRecord } from './draw-record.js';
import { effectOf, effectRandom, type EffectName } from './draws.js';
import { DrawnRandom } from './drawn-random.js';
import type { MarkNoise, SharpenStructure } from './effects.js';
import type { ImageKernels } from './kernels.js';
import { OPS } from './ops.js';
import { streamKey, type StreamKey } from './random.js';
import type { Rules } from './rotation.js';
import type { StackSetting } from './stack-effects.js';
import type { Studio } from './studio.js';

/** Draws by the images' numbers. */
export interface NewDraws {
  readonly effect: EffectName;
  readonly seed: number;
  readonly copy: number;
  readonly firstImage: number;
  readonly structure: SharpenStructure;
}

/** A record per image. */
export interface GivenDraws {
  readonly records: readonly DrawRecord[];
  /** The number of the first one among all records. */
  readonly firstRecord: number;
}

/** The effect on each image, by its number in the job; `begin` comes before images first .. first + count - 1. */
export interface ImageWork {
  begin(first: number, count: number): void;
  keepsBytes(i: number): boolean;
  apply(studio: Studio, i: number): void;
  /** All that were begun, where that is possible at once. */
  readonly applyAll?: ((stacks: Omit<StackSetting, 'noiseKey' | 'rules'>) => void) | undefined;
}

export function workOf(
  draws: NewDraws | GivenDraws,
  rules: Rules,
  kernels: ImageKernels,
): ImageWork {
  return 'records' in draws ? givenWork(draws, rules) : newWork(draws, rules, kernels);
}

function newWork(draws: NewDraws, rules: Rules, kernels: ImageKernels): ImageWork {
  const { effect, seed, copy, firstImage, structure } = draws;
  const { number, draw, uniforms, run, keepsBytes, runAll } = effectOf(effect);
  const random = new DrawnRandom();
  const placeOf = (i: number) => ({ seed, image: firstImage + i, copy });
  const drawn = (i: number): never => {
    random.beginImage(i);
    return draw(random) as never;
  };
  let begun = { first: 0, count: 0 };
  return {
    begin: (first, count) => {
      begun = { first, count };
      // The last one's number is the largest.
      streamKey(placeOf(first + count - 1), number, 'scalars');
      random.drawAll(kernels, count, uniforms, streamKey(placeOf(first), number, 'scalars'));
    },
    keepsBytes: () => keepsBytes,
    apply: (studio, i) => {
      const markNoise = noiseOf((kind) => streamKey(placeOf(i), number, kind), studio);
      const setting = { rules, structure, crop: 'to-size', markNoise } as const;
      run(studio, drawn(i - begun.first), setting);
    },
    applyAll:
      runAll &&
      ((stacks) => {
        const { first, count } = begun;
        const noiseKey = (kind: 'scratches' | 'blotches') =>
          streamKey(placeOf(first), number, kind);
        const all: never[] = [];
        for (let i = 0; i < count; i++) all.push(drawn(i));
        runAll({ ...stacks, noiseKey, rules }, all);
      }),
  };
}

function givenWork({ records, firstRecord }: GivenDraws, rules: Rules): ImageWork {
  return {
    begin: () => undefined,
    keepsBytes: (i) => effectOf(records[i].effect).keepsBytes,
    apply: (studio, i) => replay(records[i], firstRecord + i, rules, studio),
  };
}

function replay(record: DrawRecord, number: number, rules: Rules, studio: Studio): void {
  const { effect, draws } = record;
  const random = effectRandom(effect, record);
  const markNoise = noiseOf((kind) => random.noiseKey(kind), studio);
  try {
    OPS[`fx_${effect}`](draws, studio, { rules, crop: 'to-size', field: undefined, markNoise });
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    throw new InputFormatError(`draws ${number}: ${error.message}`, { row: number, cause: error });
  }
}

function noiseOf(keyOf: (kind: 'scratches' | 'blotches') => StreamKey, studio: Studio): MarkNoise {
  return (kind, p, below, above) => {
    const { width, height, channels } = studio.current;
    studio.noise.resize(width, height, channels);
    studio.kernels.noiseBelow(studio.noise, keyOf(kind), p, below, above);
  };
}
