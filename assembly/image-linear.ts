// Linear interpolation in a padded plane.
import { BOX_BYTES, PAD } from './image-layout';
import { columnBytes } from './image-pad';

/** `count` doubles at `out`: values at float32 positions. Neighbourhoods that miss the box of the plane, or are empty, are +0, as their sum is. */
export function linearRow(
  padded: usize,
  height: u32,
  xs: usize,
  ys: usize,
  count: u32,
  out: usize,
): void {
  const left = <f32>(load<i32>(padded) - 1);
  const right = <f32>load<i32>(padded, 4);
  const top = <f32>(load<i32>(padded, 8) - 1);
  const bottom = <f32>load<i32>(padded, 12);
  const stride = columnBytes(height);
  const origin = padded + BOX_BYTES + PAD * stride + (PAD << 3);
  for (const end = out + (count << 3); out < end; out += 8, xs += 4, ys += 4) {
    const fx = load<f32>(xs);
    const fy = load<f32>(ys);
    const wholeX = floor<f32>(fx);
    const wholeY = floor<f32>(fy);
    // NaN is outside.
    if (!(wholeX >= left && wholeX <= right && wholeY >= top && wholeY <= bottom)) {
      store<f64>(out, 0);
      continue;
    }
    const at = origin + <i32>wholeX * stride + (<i32>wholeY << 3);
    if (ASC_FEATURE_SIMD) {
      if (!v128.any_true(v128.or(v128.load(at), v128.load(at + stride)))) {
        store<f64>(out, 0);
        continue;
      }
    }
    const dx = <f64>(fx - wholeX);
    const dy = <f64>(fy - wholeY);
    const a = load<f64>(at);
    const b = load<f64>(at + stride);
    const c = load<f64>(at, 8);
    const d = load<f64>(at + stride, 8);
    store<f64>(out, a + (b - a + (a + d - c - b) * dy) * dx + (c - a) * dy);
  }
}
