// The pictures that operations work on: the current one, the original that some compare with, and room for more. They are used again from
// image to image, so that a block of images costs no allocation per image.
import type { ImageKernels, LevelKind, Picture } from './kernels.js';

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
  #next: Picture;
  #spare: Picture;

  constructor(kernels: ImageKernels, kind: LevelKind = 'doubles') {
    this.kernels = kernels;
    this.original = kernels.picture(kind);
    this.reference = this.original;
    this.otherReference = kernels.picture(kind);
    this.noise = kernels.picture(kind);
    this.#noiseSpare = kernels.picture(kind);
    this.#current = this.original;
    this.#next = kernels.picture(kind);
    this.#spare = kernels.picture(kind);
  }

  /** The picture that is worked on. */
  get current(): Picture {
    return this.#current;
  }

  /** Starts from the original. */
  begin(): void {
    this.reference = this.original;
    this.#current = this.original;
  }

  /** Lets an operation write the next picture from the current one. */
  step(operation: (from: Picture, to: Picture) => void): void {
    const to = this.#next;
    operation(this.#current, to);
    [this.#current, this.#next, this.#spare] = [to, this.#spare, to];
  }

  /** Lets an operation change the current picture, or a copy of the original. */
  change(operation: (picture: Picture) => void): void {
    if (this.#current === this.original) {
      this.step((from, to) => {
        to.resize(from.width, from.height, from.channels);
        to.data.set(from.data);
      });
    }
    operation(this.#current);
  }

  /** As `step`, on the noise. */
  stepNoise(operation: (from: Picture, to: Picture) => void): void {
    operation(this.noise, this.#noiseSpare);
    [this.noise, this.#noiseSpare] = [this.#noiseSpare, this.noise];
  }
}
