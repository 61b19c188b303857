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

/** Key and counter (but the block's number, its first word) of a stream. */
export interface StreamKey {
  readonly key0: number;
  readonly key1: number;
  readonly stream: number;
  readonly image: number;
  readonly copy: number;
}

/** The stream of an effect (its number, below 2^24) at a place. Throws ArgumentError. */
export function streamKey(place: DrawPlace, effect: number, stream: Stream): StreamKey {
  const { seed, image, copy } = place;
  checkWhole('seed', seed, Number.MAX_SAFE_INTEGER);
  checkWhole('image', image, 2 ** 32 - 1);
  checkWhole('copy', copy, 2 ** 32 - 1);
  return {
    key0: seed >>> 0,
    key1: Math.floor(seed / 2 ** 32),
    stream: effect * 256 + STREAMS[stream],
    image,
    copy,
  };
}

/** Uniform draws, from wherever they come, and what is made of them. */
export abstract class Random {
  /** Uniform in [0, 1), a multiple of 2^-53. */
  abstract uniform(): number;

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
}

/** The draws of one place. */
export class EffectRandom extends Random {
  readonly place: DrawPlace;
  readonly #effect: number;
  readonly #key: StreamKey;
  readonly #words = new Uint32Array(4);
  #drawn = 0;

  /** `effect`: number of the effect, below 2^24. Throws ArgumentError. */
  constructor(place: DrawPlace, effect: number) {
    super();
    this.place = place;
    this.#effect = effect;
    this.#key = streamKey(place, effect, 'scalars');
  }

  uniform(): number {
    // Two words are a draw, two draws a block.
    const second = this.#drawn % 2;
    if (second === 0) fillBlock(this.#words, this.#key, this.#drawn / 2);
    this.#drawn++;
    return uniformOf(this.#words, 2 * second);
  }

  /** What the noise of this place is made of. */
  noiseKey(kind: 'scratches' | 'blotches'): StreamKey {
    return streamKey(this.place, this.#effect, kind);
  }

  /** Uniform noise as the effect draws it; what `applyEffect` takes as `noise`. Cost: linear in pixels. */
  noise(kind: 'scratches' | 'blotches', width: number, height: number, channels = 1): Image {
    const data = new Float64Array(checkSize({ width, height, channels }, 'noise'));
    fillNoise(data, this.noiseKey(kind));
    return { data, width, height, channels };
  }
}

/** Multiples of 2^-24 in [0, 1): pixel i is made of word i % 4 of block i / 4. */
export function fillNoise(out: Float64Array, key: StreamKey): void {
  const words = new Uint32Array(4);
  for (let i = 0; i < out.length; i += 4) {
    fillBlock(words, key, i / 4);
    const end = Math.min(i + 4, out.length);
    for (let k = i; k < end; k++) out[k] = (words[k - i] >>> 8) / 2 ** 24;
  }
}

/** What `EffectRandom` draws first for each of the images from key.image on, `perImage` uniform draws one image after another. */
export function fillUniforms(out: Float64Array, perImage: number, key: StreamKey): void {
  const words = new Uint32Array(4);
  for (let i = 0; i < out.length; i++) {
    const draw = i % perImage;
    const image = key.image + Math.floor(i / perImage);
    if (draw % 2 === 0) fillBlock(words, { ...key, image }, draw / 2);
    out[i] = uniformOf(words, 2 * (draw % 2));
  }
}

function fillBlock(words: Uint32Array, key: StreamKey, block: number): void {
  const { key0, key1, stream, image, copy } = key;
  philox(words, 0, key0, key1, block, stream, image, copy);
}

/** Of 53 bits of two words. */
function uniformOf(words: Uint32Array, at: number): number {
  const high = words[at] >>> 5;
  const low = words[at + 1] >>> 6;
  return (high * 2 ** 26 + low) / 2 ** 53;
}

function checkWhole(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= most) return;
  throw new ArgumentError(name, `a whole number from 0 to ${most}`, value);
}
