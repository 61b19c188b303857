import type { Picture, ShockSetting } from '../kernels.js';
import type { Blurrer } from './blur.js';
import type { ImageInstance } from './instance.js';
import { ofDoubles, Room } from './picture.js';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;

/** The shock filter, with room for blurred channels and three planes of tensors. */
export class Shocker {
  readonly #instance: ImageInstance;
  readonly #blurrer: Blurrer;
  readonly #room: Room;

  constructor(instance: ImageInstance, blurrer: Blurrer) {
    this.#instance = instance;
    this.#blurrer = blurrer;
    this.#room = new Room(instance.arena);
  }

  shock(
    from: Picture,
    to: Picture,
    { amplitude, power, gradientBlur, tensorBlur }: ShockSetting,
  ): void {
    const { kernels } = this.#instance;
    const { width, height, channels } = from;
    to.resize(width, height, channels);
    const [source, target] = [ofDoubles(from).address, ofDoubles(to).address];
    const size = width * height;
    const tensors = this.#room.of((3 + channels) * size * DOUBLE);
    const blurrer = this.#blurrer;
    let smooth = source;
    if (gradientBlur !== undefined) {
      smooth = tensors + 3 * size * DOUBLE;
      blurrer.blurPlanes(source, smooth, width, height, channels, gradientBlur, true);
    }
    kernels.structureTensors(smooth, tensors, width, height, channels);
    if (tensorBlur !== undefined) {
      blurrer.blurPlanes(tensors, tensors, width, height, 3, tensorBlur, true);
    }
    kernels.tensorDirections(tensors, size, power);
    kernels.moveAlong(source, target, tensors, width, height, channels, amplitude);
  }
}
