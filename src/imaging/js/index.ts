// The readable definition of every operation, in plain TypeScript.
import type { ImageKernels, LevelKind, Levels, Picture } from '../kernels.js';
import { blur } from './blur.js';
import { extreme } from './extreme.js';
import { combine, contrast, sharpen, threshold } from './intensity.js';
import { noiseBelow } from './noise.js';
import { matchQuantiles } from './match-hist.js';
import { fillUniforms } from '../random.js';
import { pixelBlock } from './pixels.js';
import { resample } from './resample.js';
import { shift } from './shift.js';
import { shock } from './shock.js';
import { turn, warp } from './turn.js';

export const jsKernels: ImageKernels = {
  name: 'js',
  picture: (kind) => new JsPicture(kind),
  turn,
  warp,
  shift,
  extreme,
  sharpen,
  shock,
  blur,
  resample,
  contrast,
  matchQuantiles,
  combine,
  threshold,
  noiseBelow,
  uniforms: fillUniforms,
  bytes: (length) => pixelBlock(new Uint8Array(length)),
  doubles: (length) => pixelBlock(new Float64Array(length)),
  stacks: undefined,
};

class JsPicture implements Picture {
  width = 0;
  height = 0;
  channels = 0;
  readonly kind: LevelKind;
  data: Levels = new Float64Array(0);
  #memory: Levels = new Float64Array(0);

  constructor(kind: LevelKind) {
    this.kind = kind;
  }

  resize(width: number, height: number, channels: number): void {
    const size = width * height * channels;
    if (size > this.#memory.length) {
      this.#memory = this.kind === 'bytes' ? new Uint8Array(size) : new Float64Array(size);
    }
    const { buffer } = this.#memory;
    if (size !== this.data.length || this.data.buffer !== buffer)
      this.data = this.#memory.subarray(0, size);
    this.width = width;
    this.height = height;
    this.channels = channels;
  }
}
