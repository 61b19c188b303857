// Rotation and backward warp with zeros outside, linear and cubic. The rest is rare and stays with the definition.
import { PAD } from '../../../assembly/image-layout.js';
import { turn as jsTurn, warp as jsWarp } from '../js/turn.js';
import type { Displacement, Picture, Sampling, Turn } from '../kernels.js';
import type { ImageInstance } from './instance.js';
import { asWasmPicture, Room, type WasmPicture } from './picture.js';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;

export class Sampler {
  readonly #instance: ImageInstance;
  readonly #padded: Room;
  readonly #positions: Room;
  readonly #field: Room;
  /** Size of the plane whose border in `#padded` is zero. */
  #borderOf = '';

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
    this.#rows(asWasmPicture(from), asWasmPicture(to), sampling, (xs, ys, y) =>
      kernels.turnPositions(
        xs,
        ys,
        to.width,
        left,
        y + top,
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
    this.#rows(asWasmPicture(from), asWasmPicture(to), sampling, (xs, ys, y) => {
      const [uRow, vRow] = [uAt + y * uStepY * FLOAT, vAt + y * vStepY * FLOAT];
      kernels.bendPositions(xs, ys, to.width, y, uRow, vRow, uStepX, vStepX, relative);
    });
  }

  /** Samples every plane row by row, at the positions that `place` writes. */
  #rows(
    from: WasmPicture,
    to: WasmPicture,
    { interpolation }: Sampling,
    place: (xs: number, ys: number, y: number) => void,
  ): void {
    const { kernels } = this.#instance;
    const { width, height, channels } = to;
    const xs = this.#positions.of(2 * width * FLOAT);
    const ys = xs + width * FLOAT;
    const padded = this.#emptyBorder(from.width, from.height);
    for (let channel = 0; channel < channels; channel++) {
      const plane = from.address + channel * from.width * from.height * DOUBLE;
      kernels.padPlane(plane, from.width, from.height, padded);
      for (let y = 0; y < height; y++) {
        place(xs, ys, y);
        const row = to.address + (channel * height + y) * width * DOUBLE;
        if (interpolation === 2) {
          kernels.cubicZero(padded, from.width, from.height, xs, ys, width, row);
        } else {
          kernels.linearZero(padded, from.width, from.height, xs, ys, width, row);
        }
      }
    }
  }

  #emptyBorder(width: number, height: number): number {
    const size = (width + 2 * PAD) * (height + 2 * PAD);
    const address = this.#padded.of(size * DOUBLE);
    const name = `${width}x${height}`;
    if (name !== this.#borderOf) {
      new Float64Array(this.#instance.arena.buffer, address, size).fill(0);
      this.#borderOf = name;
    }
    return address;
  }
}

function isFast({ interpolation, boundary }: Sampling): boolean {
  return boundary === 0 && interpolation !== 0;
}
