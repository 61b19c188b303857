// Rotation and backward warp with zeros outside, linear and cubic. The rest is rare and stays with the definition.
import { BOX_BYTES, PAD } from '../../../assembly/image-layout.js';
import { turn as jsTurn, warp as jsWarp } from '../js/turn.js';
import type { Displacement, Picture, Sampling, Turn } from '../kernels.js';
import type { ImageInstance } from './instance.js';
import { ofDoubles, Room, type WasmPicture } from './picture.js';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;

export class Sampler {
  readonly #instance: ImageInstance;
  readonly #padded: Room;
  readonly #positions: Room;
  readonly #field: Room;
  /** Size of the plane whose border in `#padded` is zero. */
  #borderWidth = 0;
  #borderHeight = 0;

  constructor(instance: ImageInstance) {
    this.#instance = instance;
    this.#padded = new Room(instance.arena);
    this.#positions = new Room(instance.arena);
    this.#field = new Room(instance.arena);
  }

  turn(from: Picture, to: Picture, turn: Turn, sampling: Sampling): void {
    if (!isFast(sampling)) {
      jsTurn(from, to, turn, sampling);
      return;
    }
    const { kernels } = this.#instance;
    const { cos, sin, middleX, middleY, turnedMiddleX, turnedMiddleY, left, top } = turn;
    const { width, height } = to;
    const [xs, ys] = this.#rowOfPositions(width);
    this.#planes(ofDoubles(from), ofDoubles(to), (padded, plane) =>
      kernels.turnPlane(
        padded,
        from.height,
        plane,
        width,
        height,
        sampling.interpolation === 2,
        xs,
        ys,
        left,
        top,
        cos,
        sin,
        middleX,
        middleY,
        turnedMiddleX,
        turnedMiddleY,
      ),
    );
  }

  warp(
    from: Picture,
    to: Picture,
    field: Displacement,
    relative: boolean,
    sampling: Sampling,
  ): void {
    if (!isFast(sampling)) {
      jsWarp(from, to, field, relative, sampling);
      return;
    }
    const { arena, kernels } = this.#instance;
    const { u, v, uStepX, uStepY, vStepX, vStepY } = field;
    const uAt = this.#field.of((u.length + v.length) * FLOAT);
    const vAt = uAt + u.length * FLOAT;
    new Float32Array(arena.buffer, uAt, u.length).set(u);
    new Float32Array(arena.buffer, vAt, v.length).set(v);
    const { width, height } = to;
    const [xs, ys] = this.#rowOfPositions(width);
    this.#planes(ofDoubles(from), ofDoubles(to), (padded, plane) =>
      kernels.warpPlane(
        padded,
        from.height,
        plane,
        width,
        height,
        sampling.interpolation === 2,
        xs,
        ys,
        uAt,
        vAt,
        uStepX,
        uStepY,
        vStepX,
        vStepY,
        relative,
      ),
    );
  }

  /** Pads every plane, and lets it be sampled into its place. */
  #planes(
    from: WasmPicture,
    to: WasmPicture,
    sample: (padded: number, plane: number) => void,
  ): void {
    const { width, height } = from;
    const padded = this.#emptyBorder(width, height);
    for (let channel = 0; channel < to.channels; channel++) {
      const plane = from.address + channel * width * height * DOUBLE;
      this.#instance.kernels.padPlane(plane, width, height, padded);
      sample(padded, to.address + channel * to.width * to.height * DOUBLE);
    }
  }

  /** Where positions of a row go: kernels take them in fours. */
  #rowOfPositions(width: number): readonly [number, number] {
    const rowBytes = Math.ceil(width / 4) * 4 * FLOAT;
    const xs = this.#positions.of(2 * rowBytes);
    return [xs, xs + rowBytes];
  }

  #emptyBorder(width: number, height: number): number {
    const size = (width + 2 * PAD) * (height + 2 * PAD);
    const address = this.#padded.of(BOX_BYTES + size * DOUBLE);
    if (width !== this.#borderWidth || height !== this.#borderHeight) {
      new Float64Array(this.#instance.arena.buffer, address + BOX_BYTES, size).fill(0);
      [this.#borderWidth, this.#borderHeight] = [width, height];
    }
    return address;
  }
}

function isFast({ interpolation, boundary }: Sampling): boolean {
  return boundary === 0 && interpolation !== 0;
}
