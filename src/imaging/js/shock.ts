// Sharpening by a shock filter: each pixel moves towards what it resembles more of what lies before and behind it across the edge.
import { pow } from '../../../assembly/math.js';
import type { BlurFilter } from '../blur-filter.js';
import type { Levels, Picture, ShockSetting } from '../kernels.js';
import { blurPlanes } from './blur.js';
import { addVelocity } from './intensity.js';

/** imager's imsharpen of type "shock" (CImg's sharpen, Alvarez and Mazorra). Cost: linear in pixels. */
export function shock(
  from: Picture,
  to: Picture,
  { amplitude, power, gradientBlur, tensorBlur }: ShockSetting,
): void {
  const { width, height, channels, data } = from;
  to.resize(width, height, channels);
  const tensors = structureTensors(blurred(from, gradientBlur), width, height, channels);
  if (tensorBlur !== undefined) blurPlanes(tensors, width, height, 3, tensorBlur, true);
  toDirections(tensors, width * height, power);
  velocities(data, to.data, tensors, width, height, channels);
  addVelocity(from, to, amplitude);
}

function blurred(
  { data, width, height, channels }: Picture,
  filter: BlurFilter | undefined,
): Levels {
  if (filter === undefined) return data;
  const copy = data.slice();
  blurPlanes(copy, width, height, channels, filter, true);
  return copy;
}

/** Planes of gx * gx, gx * gy and gy * gy, summed over channels, of the central differences g; the edge is repeated. */
function structureTensors(
  data: Levels,
  width: number,
  height: number,
  channels: number,
): Float64Array {
  const size = width * height;
  const tensors = new Float64Array(3 * size);
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      const { row, above, below } = rowsAt(y, channel, width, height);
      for (let x = 0; x < width; x++) {
        const gx = (data[row + Math.min(x + 1, width - 1)] - data[row + Math.max(x - 1, 0)]) / 2;
        const gy = (data[below + x] - data[above + x]) / 2;
        const at = y * width + x;
        tensors[at] += gx * gx;
        tensors[size + at] += gx * gy;
        tensors[2 * size + at] += gy * gy;
      }
    }
  }
  return tensors;
}

/** Makes each tensor its first eigenvector, the direction across the edge, and 1 - (1 + its trace) ^ power, how much of an edge it is. */
function toDirections(tensors: Float64Array, size: number, power: number): void {
  for (let i = 0; i < size; i++) {
    const a = tensors[i];
    const b = tensors[size + i];
    const d = tensors[2 * size + i];
    const sum = a + d;
    const square = sum * sum - 4 * (a * d - b * b);
    const root = Math.sqrt(square < 0 ? 0 : square);
    const larger = 0.5 * (sum + root);
    const smaller = 0.5 * (sum - root);
    const across = larger - a;
    const length = Math.sqrt(across * across + b * b);
    tensors[i] = length > 0 ? b / length : 1;
    tensors[size + i] = length > 0 ? across / length : 0;
    const strength = 1 + (larger < 0 ? 0 : larger) + (smaller < 0 ? 0 : smaller);
    tensors[2 * size + i] = 1 - pow(strength, power);
  }
}

/** How fast each pixel of each channel moves: the slope, against the sign of the curvature, in the direction. */
function velocities(
  data: Levels,
  velocity: Levels,
  directions: Float64Array,
  width: number,
  height: number,
  channels: number,
): void {
  const size = width * height;
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      const { row, above, below } = rowsAt(y, channel, width, height);
      for (let x = 0; x < width; x++) {
        const left = Math.max(x - 1, 0);
        const right = Math.min(x + 1, width - 1);
        const here = data[row + x];
        const [west, east] = [data[row + left], data[row + right]];
        const [north, south] = [data[above + x], data[below + x]];
        const corners =
          data[below + right] + data[above + left] - data[above + right] - data[below + left];
        const at = y * width + x;
        const u = directions[at];
        const v = directions[size + at];
        const curvature =
          u * u * (east + west - 2 * here) +
          v * v * (south + north - 2 * here) +
          2 * u * v * (corners / 4);
        const slope =
          u * gentler(east - here, here - west) + v * gentler(south - here, here - north);
        const sign = curvature > 0 ? 1 : curvature < 0 ? -1 : 0;
        velocity[row + x] = -directions[2 * size + at] * sign * Math.abs(slope);
      }
    }
  }
}

/** The smaller one by magnitude of two of the same sign, else 0. */
function gentler(a: number, b: number): number {
  if (a * b <= 0) return 0;
  return a > 0 ? (a < b ? a : b) : a < b ? b : a;
}

function rowsAt(
  y: number,
  channel: number,
  width: number,
  height: number,
): { readonly row: number; readonly above: number; readonly below: number } {
  const plane = channel * width * height;
  return {
    row: plane + y * width,
    above: plane + Math.max(y - 1, 0) * width,
    below: plane + Math.min(y + 1, height - 1) * width,
  };
}
