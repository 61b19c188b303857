// Sharpening by a shock filter: see src/imaging/js/shock.ts for what it means.
import { addVelocity } from './image-levels';
import { pow } from './math';

/** Planes of gx * gx, gx * gy and gy * gy, summed over channels. */
export function structureTensors(
  from: usize,
  tensors: usize,
  width: u32,
  height: u32,
  channels: u32,
): void {
  const rowBytes: usize = width << 3;
  const planeBytes = rowBytes * height;
  memory.fill(tensors, 0, 3 * planeBytes);
  for (let plane = from; plane < from + channels * planeBytes; plane += planeBytes) {
    let to = tensors;
    for (let y: u32 = 0; y < height; y++) {
      const row = plane + y * rowBytes;
      const above = y > 0 ? row - rowBytes : row;
      const below = y + 1 < height ? row + rowBytes : row;
      for (let x: usize = 0; x < rowBytes; x += 8, to += 8) {
        const left = load<f64>(row + before(x));
        const gx = (load<f64>(row + behind(x, rowBytes)) - left) / 2;
        const gy = (load<f64>(below + x) - load<f64>(above + x)) / 2;
        add(to, gx * gx);
        add(to + planeBytes, gx * gy);
        add(to + 2 * planeBytes, gy * gy);
      }
    }
  }
}

@inline
function before(x: usize): usize {
  return x > 0 ? x - 8 : x;
}

@inline
function behind(x: usize, rowBytes: usize): usize {
  return x + 8 < rowBytes ? x + 8 : x;
}

@inline
function add(to: usize, value: f64): void {
  store<f64>(to, load<f64>(to) + value);
}

/** Makes each of `size` tensors its first eigenvector and 1 - (1 + its trace) ^ power. */
export function tensorDirections(tensors: usize, size: u32, power: f64): void {
  const planeBytes: usize = size << 3;
  const end = tensors + planeBytes;
  for (; tensors < end; tensors += 8) {
    const a = load<f64>(tensors);
    const b = load<f64>(tensors + planeBytes);
    const d = load<f64>(tensors + 2 * planeBytes);
    const sum = a + d;
    const square = sum * sum - 4 * (a * d - b * b);
    const root = sqrt<f64>(square < 0 ? 0 : square);
    const larger = 0.5 * (sum + root);
    const smaller = 0.5 * (sum - root);
    const across = larger - a;
    const length = sqrt<f64>(across * across + b * b);
    store<f64>(tensors, length > 0 ? b / length : 1);
    store<f64>(tensors + planeBytes, length > 0 ? across / length : 0);
    const strength = 1 + (larger < 0 ? 0 : larger) + (smaller < 0 ? 0 : smaller);
    // What is flat is no edge, without a power.
    store<f64>(tensors + 2 * planeBytes, strength == 1 ? 0 : 1 - pow(strength, power));
  }
}

/** Moves the pixels of each channel along its slopes, the fastest by `amplitude`. */
export function moveAlong(
  from: usize,
  to: usize,
  directions: usize,
  width: u32,
  height: u32,
  channels: u32,
  amplitude: f64,
): void {
  const rowBytes: usize = width << 3;
  const planeBytes = rowBytes * height;
  const size = channels * planeBytes;
  let fastest: f64 = 0;
  for (let plane: usize = 0; plane < size; plane += planeBytes) {
    for (let y: u32 = 0; y < height; y++) {
      const at = y * rowBytes;
      const row = from + plane + at;
      const above = y > 0 ? row - rowBytes : row;
      const below = y + 1 < height ? row + rowBytes : row;
      for (let x: usize = 0; x < rowBytes; x += 8) {
        const speed = velocity(row, above, below, x, rowBytes, directions + at + x, planeBytes);
        store<f64>(to + plane + at + x, speed);
        if (fastest < abs<f64>(speed)) fastest = abs<f64>(speed);
      }
    }
  }
  addVelocity(from, to, size, amplitude, fastest);
}

@inline
function velocity(
  row: usize,
  above: usize,
  below: usize,
  x: usize,
  rowBytes: usize,
  direction: usize,
  planeBytes: usize,
): f64 {
  const left = before(x);
  const right = behind(x, rowBytes);
  const here = load<f64>(row + x);
  const west = load<f64>(row + left);
  const east = load<f64>(row + right);
  const north = load<f64>(above + x);
  const south = load<f64>(below + x);
  const falling = load<f64>(below + right) + load<f64>(above + left);
  const corners = falling - load<f64>(above + right) - load<f64>(below + left);
  const u = load<f64>(direction);
  const v = load<f64>(direction + planeBytes);
  const curvature =
    u * u * (east + west - 2 * here) +
    v * v * (south + north - 2 * here) +
    2 * u * v * (corners / 4);
  const slope = u * gentler(east - here, here - west) + v * gentler(south - here, here - north);
  const sign: f64 = curvature > 0 ? 1 : curvature < 0 ? -1 : 0;
  return -load<f64>(direction + 2 * planeBytes) * sign * abs<f64>(slope);
}

/** The smaller one by magnitude of two of the same sign, else 0. */
@inline
function gentler(a: f64, b: f64): f64 {
  if (a * b <= 0) return 0;
  return a > 0 ? (a < b ? a : b) : a < b ? b : a;
}
