import { BLUR_COEFFICIENTS, LINE_LANES, LINE_STRIP } from '../../../assembly/image-layout.js';
import type { BlurFilter } from '../blur-filter.js';
import type { Picture } from '../kernels.js';
import type { ImageInstance } from './instance.js';
import { ofDoubles, Room } from './picture.js';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;

/** The recursive blurs, with the room they need: a plane, and a tile of turned lines. */
export class Blurrer {
  readonly #instance: ImageInstance;
  readonly #plane: Room;
  readonly #scratch: Room;

  constructor(instance: ImageInstance) {
    this.#instance = instance;
    this.#plane = new Room(instance.arena);
    this.#scratch = new Room(instance.arena);
  }

  blur(from: Picture, to: Picture, filter: BlurFilter, repeats: boolean): void {
    const { width, height, channels } = from;
    to.resize(width, height, channels);
    const [source, target] = [ofDoubles(from).address, ofDoubles(to).address];
    this.blurPlanes(source, target, width, height, channels, filter, repeats);
  }

  /** Planes of doubles at addresses, which may be the same. */
  blurPlanes(
    from: number,
    to: number,
    width: number,
    height: number,
    planes: number,
    filter: BlurFilter,
    repeats: boolean,
  ): void {
    const { arena, kernels } = this.#instance;
    const planeBytes = width * height * DOUBLE;
    const between = this.#plane.of(planeBytes);
    const tile = (2 * width + 3) * LINE_LANES;
    const room = BLUR_COEFFICIENTS + Math.max(tile, 3 * LINE_STRIP);
    const coefficients = this.#scratch.of(room * DOUBLE);
    const scratch = coefficients + BLUR_COEFFICIENTS * DOUBLE;
    new Float64Array(arena.buffer, coefficients, BLUR_COEFFICIENTS).set(coefficientsOf(filter));
    const isDeriche = filter.kind === 'deriche';
    for (let at = 0; at < planes * planeBytes; at += planeBytes) {
      const [source, target] = [from + at, to + at];
      if (width > 1) {
        kernels.blurRows(
          source,
          height > 1 ? between : target,
          width,
          height,
          coefficients,
          isDeriche,
          repeats,
          scratch,
        );
      } else {
        kernels.copy(source, between, planeBytes);
      }
      if (height > 1) {
        kernels.blurColumns(
          between,
          target,
          width,
          height,
          coefficients,
          isDeriche,
          repeats,
          scratch,
        );
      } else if (width === 1) {
        kernels.copy(between, target, planeBytes);
      }
    }
  }
}

/** In the order in which assembly/image-blur.ts reads them. */
function coefficientsOf(filter: BlurFilter): readonly number[] {
  if (filter.kind === 'van-vliet') {
    const { a1, a2, a3, gain, ends } = filter;
    return [a1, a2, a3, gain, ...ends];
  }
  const { a0, a1, a2, a3, b1, b2, forwardGain, backwardGain } = filter;
  return [a0, a1, a2, a3, b1, b2, forwardGain, backwardGain];
}
