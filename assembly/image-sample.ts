// Rotation and warp with zeros outside: positions of a row, then the values there. Positions and fractions are float32, pixels double.
import { cubicRow } from './image-cubic';
import { linearRow } from './image-linear';

/**
 * A turned plane, of width x height doubles at `out`, from a padded one (image-pad.ts) whose picture is sourceHeight high. `xs`, `ys`: room
 * for `width` float32 each, rounded up to four.
 */
export function turnPlane(
  padded: usize,
  sourceHeight: u32,
  out: usize,
  width: u32,
  height: u32,
  isCubic: bool,
  xs: usize,
  ys: usize,
  left: i32,
  top: i32,
  c: f32,
  s: f32,
  middleX: f32,
  middleY: f32,
  turnedMiddleX: f32,
  turnedMiddleY: f32,
): void {
  for (let y: u32 = 0; y < height; y++) {
    const yc = <f32>(top + <i32>y) - turnedMiddleY;
    const ycs = yc * s;
    const ycc = yc * c;
    for (let x: u32 = 0; x < width; x++) {
      const xc = <f32>(left + <i32>x) - turnedMiddleX;
      store<f32>(xs + (x << 2), middleX + xc * c + ycs);
      store<f32>(ys + (x << 2), middleY - xc * s + ycc);
    }
    sampleRow(padded, sourceHeight, xs, ys, width, out, isCubic);
    out += width << 3;
  }
}

/** A warped plane, as `turnPlane`; displacements are at u and v, their steps are in floats. */
export function warpPlane(
  padded: usize,
  sourceHeight: u32,
  out: usize,
  width: u32,
  height: u32,
  isCubic: bool,
  xs: usize,
  ys: usize,
  u: usize,
  v: usize,
  uStepX: u32,
  uStepY: u32,
  vStepX: u32,
  vStepY: u32,
  isRelative: bool,
): void {
  for (let y: u32 = 0; y < height; y++) {
    let uAt = u + ((y * uStepY) << 2);
    let vAt = v + ((y * vStepY) << 2);
    for (let x: u32 = 0; x < width; x++) {
      const du = load<f32>(uAt);
      const dv = load<f32>(vAt);
      store<f32>(xs + (x << 2), isRelative ? <f32>x - du : du);
      store<f32>(ys + (x << 2), isRelative ? <f32>y - dv : dv);
      uAt += uStepX << 2;
      vAt += vStepX << 2;
    }
    sampleRow(padded, sourceHeight, xs, ys, width, out, isCubic);
    out += width << 3;
  }
}

@inline
function sampleRow(
  padded: usize,
  height: u32,
  xs: usize,
  ys: usize,
  count: u32,
  out: usize,
  isCubic: bool,
): void {
  if (isCubic) cubicRow(padded, height, xs, ys, count, out);
  else linearRow(padded, height, xs, ys, count, out);
}
