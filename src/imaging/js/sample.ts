// The value of a plane between its pixels, as CImg's atXY, linear_atXY and cubic_atXY. Positions and fractions are float32, pixels double.
import type { Boundary, Levels, Picture, Sampling } from '../kernels.js';

const f = Math.fround;

/** One channel of a picture. */
export interface Plane {
  readonly data: Levels;
  readonly start: number;
  readonly width: number;
  readonly height: number;
}

export function planeOf(picture: Picture, channel: number): Plane {
  const { data, width, height } = picture;
  return { data, start: channel * width * height, width, height };
}

/** The plane at the float32 position (fx, fy). */
export function sample(plane: Plane, fx: number, fy: number, sampling: Sampling): number {
  switch (sampling.interpolation) {
    case 0:
      return nearest(plane, fx, fy, sampling);
    case 1:
      return linear(plane, fx, fy, sampling);
    case 2:
      return cubic(plane, fx, fy, sampling);
  }
}

/** v - m * floor(v / m) in double, as cimg::mod gives it to float. */
export function mod(v: number, m: number): number {
  return f(v - m * Math.floor(v / m));
}

/** A whole position by boundary; -1 is outside. */
export function wholePosition(x: number, size: number, boundary: Boundary): number {
  if (x >= 0 && x < size) return x;
  switch (boundary) {
    case 0:
      return -1;
    case 1:
      return x < 0 ? 0 : size - 1;
    case 2:
      return x - size * Math.floor(x / size);
    default: {
      const t = x - 2 * size * Math.floor(x / (2 * size));
      return t < size ? t : 2 * size - 1 - t;
    }
  }
}

function pixel({ data, start, width }: Plane, x: number, y: number): number {
  return x < 0 || y < 0 ? 0 : data[start + y * width + x];
}

function nearest(plane: Plane, fx: number, fy: number, sampling: Sampling): number {
  const { boundary, isOld } = sampling;
  const x = wholePosition(wholeOfFloat(fx, isOld), plane.width, boundary);
  const y = wholePosition(wholeOfFloat(fy, isOld), plane.height, boundary);
  return pixel(plane, x, y);
}

/** The float32 before a half: with a half added in float32, as CImg does it, it is 1. */
const BEFORE_HALF = 0.5 - 2 ** -25;

function wholeOfFloat(v: number, isOld: boolean): number {
  return v === BEFORE_HALF && !isOld ? 1 : toWhole(v, isOld);
}

/** Cut towards zero, or rounded with halves up. */
export function toWhole(v: number, cuts: boolean): number {
  return cuts ? Math.trunc(v) : Math.floor(v + 0.5);
}

/** Where the four neighbours of a position are (-1 is outside), and how far it lies behind the second. */
interface Neighbours {
  readonly previous: number;
  readonly current: number;
  readonly next: number;
  readonly afterNext: number;
  readonly fraction: number;
}

function neighbours(position: number, size: number, { boundary, isOld }: Sampling): Neighbours {
  if (boundary === 0 || (boundary === 2 && !isOld)) {
    // CImg 3 reduces modulo size - 0.5 here, although neighbours are taken modulo size.
    const at = boundary === 2 ? mod(position, size - 0.5) : position;
    const x = Math.floor(at);
    return {
      previous: wholePosition(x - 1, size, boundary),
      current: wholePosition(x, size, boundary),
      next: wholePosition(x + 1, size, boundary),
      afterNext: wholePosition(x + 2, size, boundary),
      fraction: f(at - x),
    };
  }
  const inside = withinPeriod(position, size, boundary);
  const at = inside < 0 ? 0 : Math.min(inside, size - 1);
  const x = Math.floor(at);
  const fraction = f(at - x);
  return {
    previous: Math.max(x - 1, 0),
    current: x,
    next: fraction > 0 ? x + 1 : x,
    afterNext: Math.min(x + 2, size - 1),
    fraction,
  };
}

function withinPeriod(position: number, size: number, boundary: Boundary): number {
  if (boundary === 1) return position;
  return boundary === 2 ? mod(position, size) : mirrored(position, size);
}

function mirrored(position: number, size: number): number {
  const m = mod(position, 2 * size);
  return m < size ? m : f(2 * size - m - 1);
}

function linear(plane: Plane, fx: number, fy: number, sampling: Sampling): number {
  const h = neighbours(fx, plane.width, sampling);
  const v = neighbours(fy, plane.height, sampling);
  const a = pixel(plane, h.current, v.current);
  const b = pixel(plane, h.next, v.current);
  const c = pixel(plane, h.current, v.next);
  const d = pixel(plane, h.next, v.next);
  return a + (b - a + (a + d - c - b) * v.fraction) * h.fraction + (c - a) * v.fraction;
}

function cubic(plane: Plane, fx: number, fy: number, sampling: Sampling): number {
  const h = neighbours(fx, plane.width, sampling);
  const v = neighbours(fy, plane.height, sampling);
  const alongRow = (y: number): number =>
    spline(
      pixel(plane, h.previous, y),
      pixel(plane, h.current, y),
      pixel(plane, h.next, y),
      pixel(plane, h.afterNext, y),
      h.fraction,
    );
  return spline(
    alongRow(v.previous),
    alongRow(v.current),
    alongRow(v.next),
    alongRow(v.afterNext),
    v.fraction,
  );
}

/** The Catmull-Rom spline through four neighbours, at fraction t between the second and the third. */
function spline(p: number, c: number, n: number, a: number, t: number): number {
  const t2 = f(t * t);
  const t3 = f(t2 * t);
  return c + 0.5 * (t * (n - p) + t2 * (2 * p - 5 * c + 4 * n - a) + t3 * (-p + 3 * c - 3 * n + a));
}
