// The pictures that operations work on: the current one, the original that some compare with, and room for more. They are used again from
// image to image, so that a block of images costs no allocation per image.
import type { ImageKernels, Picture } from './kernels.js';

export class Studio {
  readonly kernels: ImageKernels;
  /** The image as it came. Operations do not write to it. */
  readonly original: Picture;
  /** What `match_hist` takes the histogram from: the original, unless another is given. */
  reference: Picture;
  /** Room for another reference than the original. */
  readonly otherReference: Picture;
  /** Room for noise, which becomes strokes and spots. */
  noise: Picture;
  #noiseSpare: Picture;
  #current: Picture;
  #spare: Picture;

  constructor(kernels: ImageKernels) {
    this.kernels = kernels;
    this.original = kernels.picture();
    this.reference = this.original;
    this.otherReference = kernels.picture();
    this.noise = kernels.picture();
    this.#noiseSpare = kernels.picture();
    this.#current = kernels.picture();
    this.#spare = kernels.picture();
  }

  /** The picture that is worked on. */
  get current(): Picture {
    return this.#current;
  }

  /** Starts from the original. */
  begin(): void {
    const { width, height, channels } = this.original;
    this.reference = this.original;
    this.#current.resize(width, height, channels);
    this.#current.data.set(this.original.data);
  }

  /** Lets an operation write the next picture from the current one. */
  step(operation: (from: Picture, to: Picture) => void): void {
    operation(this.#current, this.#spare);
    [this.#current, this.#spare] = [this.#spare, this.#current];
  }

  /** As `step`, on the noise. */
  stepNoise(operation: (from: Picture, to: Picture) => void): void {
    operation(this.noise, this.#noiseSpare);
    [this.noise, this.#noiseSpare] = [this.#noiseSpare, this.noise];
  }
}
