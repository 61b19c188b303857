// The readable definition of every operation, in plain TypeScript.
import type { ImageKernels, Picture } from '../kernels.js';
import { fillNoise } from '../random.js';
import { extreme } from './extreme.js';
import { combine, contrast, sharpen, threshold } from './intensity.js';
import { matchQuantiles } from './match-hist.js';
import { pixelBlock } from './pixels.js';
import { shift } from './shift.js';
import { turn, warp } from './turn.js';

export const jsKernels: ImageKernels = {
  name: 'js',
  picture: () => new JsPicture(),
  turn,
  warp,
  shift,
  extreme,
  sharpen,
  contrast,
  matchQuantiles,
  combine,
  threshold,
  uniformNoise: ({ data }, key) => fillNoise(data, key),
  bytes: (length) => pixelBlock(new Uint8Array(length)),
  doubles: (length) => pixelBlock(new Float64Array(length)),
};

class JsPicture implements Picture {
  width = 0;
  height = 0;
  channels = 0;
  data = new Float64Array(0);
  #memory = new Float64Array(0);

  resize(width: number, height: number, channels: number): void {
    const size = width * height * channels;
    if (size > this.#memory.length) this.#memory = new Float64Array(size);
    if (size !== this.data.length) this.data = this.#memory.subarray(0, size);
    this.width = width;
    this.height = height;
    this.channels = channels;
  }
}
