// How a resized picture's pixels along one axis come from those it had: CImg's resize, which does one axis after the other. Positions are
// doubles, Lanczos weights float32, as in CImg 3.
import type { AxisPlan, Boundary, CubicPlan, PickPlan, SumPlan } from './kernels.js';
import { wholePosition } from './js/sample.js';
import { sinOfFloat } from './float-sine.js';

/** CImg's numbers: -1 memory as it lies, 0 placed and filled, 1 nearest, 2 average, 3 linear, 4 grid, 5 cubic, 6 Lanczos. */
export type ResizeType = -1 | 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** From `size` pixels to another number `wanted` of them. `centering`, 0 .. 1, is for types 0 and 4. Cost: linear in both. */
export function axisPlan(
  size: number,
  wanted: number,
  type: Exclude<ResizeType, -1>,
  boundary: Boundary,
  centering: number,
): AxisPlan {
  if (type === 0) return placed(size, wanted, boundary, centering);
  if (type === 4 && wanted > size) return grid(size, wanted, centering);
  if (type === 1 || type === 4) return nearest(size, wanted);
  if (wanted < size) return average(size, wanted);
  if (type === 2 || size === 1) return nearest(size, wanted);
  const places = placesOf(size, wanted, boundary);
  switch (type) {
    case 3:
      return linear(size, places);
    case 5:
      return cubic(size, places);
    case 6:
      return lanczos(size, places);
  }
}

const f = Math.fround;

function placed(size: number, wanted: number, boundary: Boundary, centering: number): PickPlan {
  const first = Math.trunc(f(f(centering) * (wanted - size)));
  const from = new Int32Array(wanted);
  for (let i = 0; i < wanted; i++) from[i] = wholePosition(i - first, size, boundary);
  return { kind: 'pick', from };
}

/** The pixels that there are, spread, with zeros between. */
function grid(size: number, wanted: number, centering: number): PickPlan {
  const from = new Int32Array(wanted).fill(-1);
  const step = 2 * size;
  let error = Math.trunc(f(step + f(f(centering) * (2 * wanted - step))));
  let next = 0;
  for (let i = 0; i < wanted && next < size; i++) {
    error -= step;
    if (error > 0) continue;
    from[i] = next++;
    error += 2 * wanted;
  }
  return { kind: 'pick', from };
}

export function nearest(size: number, wanted: number): PickPlan {
  const from = new Int32Array(wanted);
  for (let i = 0; i < wanted; i++) from[i] = Math.floor((i * size) / wanted);
  return { kind: 'pick', from };
}

/** Of fewer pixels, each is the mean of the stretch it covers: both are cut into size * wanted parts. */
function average(size: number, wanted: number): SumPlan {
  const first = new Int32Array(wanted + 1);
  const from: number[] = [];
  const weight: number[] = [];
  let [source, sourceLeft] = [0, wanted];
  for (let i = 0; i < wanted; i++) {
    for (let left = size; left > 0;) {
      const parts = Math.min(left, sourceLeft);
      from.push(source);
      weight.push(parts);
      left -= parts;
      sourceLeft -= parts;
      if (sourceLeft === 0) [source, sourceLeft] = [source + 1, wanted];
    }
    first[i + 1] = from.length;
  }
  return {
    kind: 'sum',
    first,
    from: Int32Array.from(from),
    weight: Float64Array.from(weight),
    divisor: new Float64Array(wanted).fill(size),
  };
}

/** Positions between pixels, by whole part and fraction. */
interface Places {
  readonly whole: Int32Array;
  readonly fraction: Float64Array;
}

/** Equal steps, added up as CImg does it; without a boundary the last pixel stays the last one. */
function placesOf(size: number, wanted: number, boundary: Boundary): Places {
  // Only more pixels come here, so there are two at least.
  const step = boundary === 0 ? (size - 1) / (wanted - 1) : size / wanted;
  const whole = new Int32Array(wanted);
  const fraction = new Float64Array(wanted);
  let position = 0;
  for (let i = 0; i < wanted; i++) {
    whole[i] = Math.floor(position);
    fraction[i] = position - whole[i];
    position = Math.min(size - 1, position + step);
  }
  return { whole, fraction };
}

function linear(size: number, { whole, fraction }: Places): SumPlan {
  const weight = new Float64Array(2 * fraction.length);
  for (let i = 0; i < fraction.length; i++) {
    weight[2 * i] = 1 - fraction[i];
    weight[2 * i + 1] = fraction[i];
  }
  const divisor = new Float64Array(fraction.length).fill(1);
  return taps(neighbours(whole, 0, 2, size), weight, divisor);
}

/** The lobes in float32; CImg leaves the one two pixels before, which weighs nothing, out of the divisor. */
function lanczos(size: number, { whole, fraction }: Places): SumPlan {
  const weight = new Float64Array(5 * fraction.length);
  const divisor = new Float64Array(fraction.length);
  for (let i = 0; i < fraction.length; i++) {
    const at = 5 * i;
    for (let k = 0; k < 5; k++) weight[at + k] = lobes(f(fraction[i] + 2 - k));
    divisor[i] = weight[at + 1] + weight[at + 2] + weight[at + 3] + weight[at + 4];
  }
  return taps(neighbours(whole, -2, 5, size), weight, divisor);
}

const PI = f(Math.PI);

function lobes(x: number): number {
  if (x <= -2 || x >= 2) return 0;
  if (x === 0) return 1;
  const a = f(PI * x);
  const b = f(0.5 * a);
  return f(f(sinOfFloat(a) * sinOfFloat(b)) / f(a * b));
}

/** The same number of places for each pixel. */
function taps(from: Int32Array, weight: Float64Array, divisor: Float64Array): SumPlan {
  const each = from.length / divisor.length;
  const first = new Int32Array(divisor.length + 1);
  for (let i = 0; i < first.length; i++) first[i] = i * each;
  return { kind: 'sum', first, from, weight, divisor };
}

function cubic(size: number, { whole, fraction }: Places): CubicPlan {
  return { kind: 'cubic', from: neighbours(whole, -1, 4, size), fraction };
}

/** `count` places from each one plus `offset` on; beyond an end, the pixel there. */
function neighbours(whole: Int32Array, offset: number, count: number, size: number): Int32Array {
  const from = new Int32Array(whole.length * count);
  let at = 0;
  for (const place of whole) {
    for (let k = offset; k < offset + count; k++) from[at++] = wholePosition(place + k, size, 1);
  }
  return from;
}
