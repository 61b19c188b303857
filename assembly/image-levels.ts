// Operations on grey levels: see src/imaging/js/intensity.ts for what they mean.

/** in + L * (amplitude / M), clamped to the range of `from`; `to` holds the Laplacian L in between. */
export function sharpen(
  from: usize,
  to: usize,
  width: u32,
  height: u32,
  channels: u32,
  amplitude: f64,
): void {
  const rowBytes = width << 3;
  const planeBytes = rowBytes * height;
  const size = planeBytes * channels;
  let steepest: f64 = 0;
  for (let plane: usize = 0; plane < size; plane += planeBytes) {
    for (let y: u32 = 0; y < height; y++) {
      const row = from + plane + y * rowBytes;
      const above = y > 0 ? row - rowBytes : row;
      const below = y + 1 < height ? row + rowBytes : row;
      steepest = laplacianRow(row, above, below, to + plane + y * rowBytes, width, steepest);
    }
  }
  addVelocity(from, to, size, amplitude, steepest);
}

/** `to` holds velocities of `size` bytes, the fastest of magnitude `fastest`; it becomes `from` moved by them, within its range. */
export function addVelocity(
  from: usize,
  to: usize,
  size: usize,
  amplitude: f64,
  fastest: f64,
): void {
  if (fastest == 0) {
    memory.copy(to, from, size);
    return;
  }
  let lowest: f64 = Infinity;
  let highest: f64 = -Infinity;
  let i: usize = 0;
  if (ASC_FEATURE_SIMD) {
    let low = f64x2.splat(Infinity);
    let high = f64x2.splat(-Infinity);
    for (; i + 16 <= size; i += 16) {
      const value = v128.load(from + i);
      low = f64x2.pmin(low, value);
      high = f64x2.pmax(high, value);
    }
    lowest = pickMin(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1));
    highest = pickMax(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1));
  }
  for (; i < size; i += 8) {
    const value = load<f64>(from + i);
    lowest = pickMin(lowest, value);
    highest = pickMax(highest, value);
  }
  const factor = amplitude / fastest;
  i = 0;
  if (ASC_FEATURE_SIMD) {
    const low = f64x2.splat(lowest);
    const high = f64x2.splat(highest);
    const by = f64x2.splat(factor);
    for (; i + 16 <= size; i += 16) {
      const value = f64x2.add(v128.load(from + i), f64x2.mul(v128.load(to + i), by));
      v128.store(to + i, f64x2.pmin(f64x2.pmax(value, low), high));
    }
  }
  for (; i < size; i += 8) {
    const value = load<f64>(from + i) + load<f64>(to + i) * factor;
    store<f64>(to + i, pickMin(pickMax(value, lowest), highest));
  }
}

/** Writes a row of -left - right - above - below + 4 * centre; returns the larger of `steepest` and its magnitudes. */
function laplacianRow(
  row: usize,
  above: usize,
  below: usize,
  to: usize,
  width: u32,
  steepest: f64,
): f64 {
  const last = (width - 1) << 3;
  steepest = laplacianAt(row, above, below, to, 0, last, steepest);
  let x: usize = 8;
  if (ASC_FEATURE_SIMD) {
    let most = f64x2.splat(steepest);
    const four = f64x2.splat(4);
    for (; x + 16 <= last; x += 16) {
      let sum = f64x2.sub(f64x2.neg(v128.load(row + x - 8)), v128.load(row + x, 8));
      sum = f64x2.sub(f64x2.sub(sum, v128.load(above + x)), v128.load(below + x));
      sum = f64x2.add(sum, f64x2.mul(four, v128.load(row + x)));
      v128.store(to + x, sum);
      most = f64x2.pmax(most, f64x2.abs(sum));
    }
    steepest = pickMax(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
  }
  for (; x <= last; x += 8) steepest = laplacianAt(row, above, below, to, x, last, steepest);
  return steepest;
}

@inline
function laplacianAt(
  row: usize,
  above: usize,
  below: usize,
  to: usize,
  x: usize,
  last: usize,
  steepest: f64,
): f64 {
  const left = load<f64>(row + (x > 0 ? x - 8 : x));
  const right = load<f64>(row + (x < last ? x + 8 : x));
  const sum = -left - right - load<f64>(above + x) - load<f64>(below + x) + 4 * load<f64>(row + x);
  store<f64>(to + x, sum);
  return pickMax(steepest, abs<f64>(sum));
}

@inline
function pickMax(a: f64, b: f64): f64 {
  return a < b ? b : a;
}

@inline
function pickMin(a: f64, b: f64): f64 {
  return b < a ? b : a;
}

/** The article's six lines, in place. */
export function contrast(at: usize, count: u32): void {
  const end = at + (count << 3);
  if (ASC_FEATURE_SIMD) {
    const eight = f64x2.splat(8);
    const zero = f64x2.splat(0);
    for (; at + 16 <= end; at += 16) {
      let v = v128.load(at);
      v = v128.bitselect(f64x2.sub(v, f64x2.splat(16)), v, f64x2.lt(v, f64x2.splat(128)));
      v = v128.bitselect(zero, v, f64x2.lt(v, zero));
      v = v128.bitselect(f64x2.add(v, eight), v, f64x2.gt(v, f64x2.splat(200)));
      v = v128.bitselect(f64x2.add(v, eight), v, f64x2.gt(v, f64x2.splat(150)));
      v = v128.bitselect(f64x2.add(v, eight), v, f64x2.gt(v, f64x2.splat(100)));
      v = v128.bitselect(f64x2.splat(255), v, f64x2.gt(v, f64x2.splat(255)));
      v128.store(at, v);
    }
  }
  for (; at < end; at += 8) {
    let v = load<f64>(at);
    if (v < 128) v -= 16;
    if (v < 0) v = 0;
    if (v > 200) v += 8;
    if (v > 150) v += 8;
    if (v > 100) v += 8;
    if (v > 255) v = 255;
    store<f64>(at, v);
  }
}

/** at[i] = the larger (smaller) of at[i] and other[i]. */
export function combine(at: usize, other: usize, count: u32, isMax: bool): void {
  const end = at + (count << 3);
  if (ASC_FEATURE_SIMD) {
    for (; at + 16 <= end; at += 16, other += 16) {
      const a = v128.load(at);
      const b = v128.load(other);
      v128.store(at, isMax ? f64x2.pmax(a, b) : f64x2.pmin(a, b));
    }
  }
  for (; at < end; at += 8, other += 8) {
    const a = load<f64>(at);
    const b = load<f64>(other);
    store<f64>(at, isMax ? pickMax(a, b) : pickMin(a, b));
  }
}

/** at[i] = at[i] < p ? below : above. */
export function threshold(at: usize, count: u32, p: f64, below: f64, above: f64): void {
  for (const end = at + (count << 3); at < end; at += 8) {
    store<f64>(at, load<f64>(at) < p ? below : above);
  }
}
