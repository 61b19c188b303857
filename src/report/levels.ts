import { toByte, type ImageSet } from '../imaging/image-set.js';
import type { LevelCounts } from './data.js';

const LEVELS = 256;

/** Counts pixels by grey level, block by block; levels are rounded as `augment` stores them, channels are pooled. */
export class LevelCounter {
  readonly counts = new Float64Array(LEVELS);

  /** Cost: linear. */
  add({ data }: ImageSet): void {
    for (const level of data) this.counts[toByte(level)]++;
  }
}

/** Mean and (population) standard deviation of all pixels, and how many there are. */
export function levelStatistics(levels: LevelCounts): {
  readonly pixels: number;
  readonly mean: number;
  readonly deviation: number;
} {
  let [pixels, sum, squares] = [0, 0, 0];
  for (let level = 0; level < levels.length; level++) {
    pixels += levels[level];
    sum += levels[level] * level;
    squares += levels[level] * level * level;
  }
  const mean = sum / pixels;
  // Whole numbers of this size are exact, so that what is taken away is small only if the deviation is.
  return { pixels, mean, deviation: Math.sqrt(Math.max(0, squares / pixels - mean * mean)) };
}
