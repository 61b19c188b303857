// Draws of a block of images, made at once: one at a time they take longer than a simple effect does.
import type { ImageKernels } from './kernels.js';
import { Random, type StreamKey } from './random.js';

/** The same draws as those of an EffectRandom per image. */
export class DrawnRandom extends Random {
  #table = new Float64Array(0);
  #perImage = 0;
  #at = 0;

  /** Makes `perImage` draws for each of `images` images, of which the first is key.image. */
  drawAll(kernels: ImageKernels, images: number, perImage: number, key: StreamKey): void {
    const length = images * perImage;
    if (this.#table.length !== length) this.#table = new Float64Array(length);
    kernels.uniforms(this.#table, perImage, key);
    this.#perImage = perImage;
  }

  /** The draws of image i follow, from the first one on. */
  beginImage(i: number): void {
    this.#at = i * this.#perImage;
  }

  uniform(): number {
    return this.#table[this.#at++];
  }
}
