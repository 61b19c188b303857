// Activations of deep learning layers, as ActivationUtils (rules: src/engine/js/activation.ts). Cells are doubles.
import { expOfTwo } from './exp-of-two';
import { exp } from './math';

/** 1 - 2 / (1 + exp(2x)) in place. */
export function activateTanh(cells: usize, count: u32): void {
  const end = cells + count * sizeof<f64>();
  let at = cells;
  if (ASC_FEATURE_SIMD) {
    const one = f64x2.splat(1);
    for (; at + 16 <= end; at += 16) {
      const x = v128.load(at);
      const e = expOfTwo(f64x2.add(x, x));
      v128.store(at, f64x2.sub(one, f64x2.div(f64x2.splat(2), f64x2.add(one, e))));
    }
  }
  for (; at < end; at += sizeof<f64>()) {
    store<f64>(at, 1.0 - 2.0 / (1.0 + exp(2.0 * load<f64>(at))));
  }
}

/** 0.5 * (x + |x|) in place. */
export function activateRectifier(cells: usize, count: u32): void {
  const end = cells + count * sizeof<f64>();
  let at = cells;
  if (ASC_FEATURE_SIMD) {
    const half = f64x2.splat(0.5);
    for (; at + 16 <= end; at += 16) {
      const x = v128.load(at);
      v128.store(at, f64x2.mul(half, f64x2.add(x, f64x2.abs(x))));
    }
  }
  for (; at < end; at += sizeof<f64>()) {
    const x = load<f64>(at);
    store<f64>(at, 0.5 * (x + abs<f64>(x)));
  }
}

/** x >= 0 ? x : exp(x) - 1 in place. */
export function activateExpRectifier(cells: usize, count: u32): void {
  const end = cells + count * sizeof<f64>();
  for (let at = cells; at < end; at += sizeof<f64>()) {
    const x = load<f64>(at);
    if (!(x >= 0)) store<f64>(at, exp(x) - 1.0);
  }
}

/** Rows of `outputs * channels` cells to rows of `outputs` cells, stepping as ActivationUtils.MaxoutOut. */
export function maxout(from: usize, channels: u32, to: usize, outputs: u32, rows: u32): void {
  const width = outputs * channels;
  for (let row: u32 = 0; row < rows; row++) {
    for (let output: u32 = 0; output < outputs; output++) {
      let at = output * channels;
      let highest = load<f64>(from + at * sizeof<f64>());
      for (let k: u32 = 0; k < channels; k++) {
        at += k;
        if (at >= width) break;
        const x = load<f64>(from + at * sizeof<f64>());
        highest = highest > x ? highest : x;
      }
      store<f64>(to + output * sizeof<f64>(), highest);
    }
    from += width * sizeof<f64>();
    to += outputs * sizeof<f64>();
  }
}

/** cells *= factor. */
export function scale(cells: usize, count: u32, factor: f64): void {
  const end = cells + count * sizeof<f64>();
  let at = cells;
  if (ASC_FEATURE_SIMD) {
    const factors = f64x2.splat(factor);
    for (; at + 16 <= end; at += 16) v128.store(at, f64x2.mul(v128.load(at), factors));
  }
  for (; at < end; at += sizeof<f64>()) store<f64>(at, load<f64>(at) * factor);
}
