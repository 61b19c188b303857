// Random draws for effects: Philox, keyed by the seed, counted by image, copy, effect and draw.
import { log } from '../../assembly/math.js';
import { ArgumentError } from '../errors.js';
import { checkSize, type Image } from './image.js';
import { philox } from './philox.js';
import { cos } from './sine.js';

/** Which draws: the same place gives the same draws, whatever else is drawn, in which order and where. */
export interface DrawPlace {
  /** A whole number from 0 to 2^53 - 1. */
  readonly seed: number;
  /** Number of the image and of the copy, from 0, below 2^32. */
  readonly image: number;
  readonly copy: number;
}

/** Kinds of draws that must not share words: they are part of the counter. */
export type Stream = 'scalars' | 'scratches' | 'blotches';
const STREAMS: Readonly<Record<Stream, number>> = { scalars: 0, scratches: 1, blotches: 2 };

/** Where a block is made, for all: an array of one's own takes longer than the draws of most effects. */
const BLOCK = new Uint32Array(4);

export class EffectRandom {
  readonly place: DrawPlace;
  readonly #effect: number;
  readonly #key0: number;
  readonly #key1: number;
  #block = 0;
  /** Words of the last block, of which `#left` have not been drawn. */
  #left = 0;
  #word1 = 0;
  #word2 = 0;
  #word3 = 0;

  /** `effect`: number of the effect, below 2^24. Throws ArgumentError. */
  constructor(place: DrawPlace, effect: number) {
    checkWhole('seed', place.seed, Number.MAX_SAFE_INTEGER);
    checkWhole('image', place.image, 2 ** 32 - 1);
    checkWhole('copy', place.copy, 2 ** 32 - 1);
    this.place = place;
    this.#effect = effect;
    this.#key0 = place.seed >>> 0;
    this.#key1 = Math.floor(place.seed / 2 ** 32);
  }

  /** Uniform in [0, 1), a multiple of 2^-53, from two words. */
  uniform(): number {
    const high = this.#word() >>> 5;
    const low = this.#word() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  between(least: number, most: number): number {
    return least + (most - least) * this.uniform();
  }

  /** A whole number from `least` to `most`, both included; off uniform by less than 2^-40. */
  whole(least: number, most: number): number {
    return least + Math.floor((most - least + 1) * this.uniform());
  }

  /** Normal with mean 0, by Box and Muller's cosine; both uniform draws are used up. */
  normal(deviation: number): number {
    const radius = Math.sqrt(-2 * log(1 - this.uniform()));
    return deviation * radius * cos(2 * Math.PI * this.uniform());
  }

  /** What the noise of this place is made of. */
  noiseKey(kind: 'scratches' | 'blotches'): NoiseKey {
    const { image, copy } = this.place;
    return {
      key0: this.#key0,
      key1: this.#key1,
      stream: streamWord(this.#effect, kind),
      image,
      copy,
    };
  }

  /** Uniform noise as the effect draws it; what `applyEffect` takes as `noise`. Cost: linear in pixels. */
  noise(kind: 'scratches' | 'blotches', width: number, height: number, channels = 1): Image {
    const data = new Float64Array(checkSize({ width, height, channels }, 'noise'));
    fillNoise(data, this.noiseKey(kind));
    return { data, width, height, channels };
  }

  #word(): number {
    if (this.#left === 0) {
      const { image, copy } = this.place;
      const stream = streamWord(this.#effect, 'scalars');
      philox(BLOCK, 0, this.#key0, this.#key1, this.#block++, stream, image, copy);
      this.#left = 3;
      [this.#word1, this.#word2, this.#word3] = [BLOCK[1], BLOCK[2], BLOCK[3]];
      return BLOCK[0];
    }
    switch (this.#left--) {
      case 3:
        return this.#word1;
      case 2:
        return this.#word2;
      default:
        return this.#word3;
    }
  }
}

/** Key and counter (but the block's number, its first word) of a stream. */
export interface NoiseKey {
  readonly key0: number;
  readonly key1: number;
  readonly stream: number;
  readonly image: number;
  readonly copy: number;
}

/** Multiples of 2^-24 in [0, 1): pixel i is made of word i % 4 of block i / 4. */
export function fillNoise(out: Float64Array, { key0, key1, stream, image, copy }: NoiseKey): void {
  const words = new Uint32Array(4);
  for (let i = 0; i < out.length; i += 4) {
    philox(words, 0, key0, key1, i / 4, stream, image, copy);
    const end = Math.min(i + 4, out.length);
    for (let k = i; k < end; k++) out[k] = (words[k - i] >>> 8) / 2 ** 24;
  }
}

function streamWord(effect: number, stream: Stream): number {
  return effect * 256 + STREAMS[stream];
}

function checkWhole(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= most) return;
  throw new ArgumentError(name, `a whole number from 0 to ${most}`, value);
}
