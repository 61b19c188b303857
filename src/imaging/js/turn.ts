import type { Displacement, Picture, Sampling, Turn } from '../kernels.js';
import { planeOf, sample } from './sample.js';

const f = Math.fround;

/** Rotation, backward: positions in float32, each sum from left to right as CImg's _rotate has it. Cost: a sample per pixel. */
export function turn(from: Picture, to: Picture, turn: Turn, sampling: Sampling): void {
  const { cos, sin, middleX, middleY, turnedMiddleX, turnedMiddleY, left, top } = turn;
  const { width, height, channels, data } = to;
  let at = 0;
  for (let channel = 0; channel < channels; channel++) {
    const plane = planeOf(from, channel);
    for (let y = 0; y < height; y++) {
      const yc = f(y + top - turnedMiddleY);
      for (let x = 0; x < width; x++) {
        const xc = f(x + left - turnedMiddleX);
        const fx = f(f(middleX + f(xc * cos)) + f(yc * sin));
        const fy = f(f(middleY - f(xc * sin)) + f(yc * cos));
        data[at++] = sample(plane, fx, fy, sampling);
      }
    }
  }
}

/** Backward warp. Displacements are whole where the nearest pixel is asked for: it is x - round(u), not round(x - u). */
export function warp(
  from: Picture,
  to: Picture,
  field: Displacement,
  relative: boolean,
  sampling: Sampling,
): void {
  const { width, height, channels, data } = to;
  let at = 0;
  for (let channel = 0; channel < channels; channel++) {
    const plane = planeOf(from, channel);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const u = field.u[x * field.uStepX + y * field.uStepY];
        const v = field.v[x * field.vStepX + y * field.vStepY];
        const fx = relative ? f(x - u) : u;
        const fy = relative ? f(y - v) : v;
        data[at++] = sample(plane, fx, fy, sampling);
      }
    }
  }
}
