// Forward warps: each pixel is written to where the field sends it. Whichever back end is used, this is what runs: CImg's own
// quirks make every write depend on those before.
import type { Displacement, Interpolation, Picture } from '../kernels.js';

const f = Math.fround;

/**
 * Pixel (x, y) goes to (x + u, y + v) if `relative`, else to (u, v); what no pixel reaches is 0. Cubic is as linear, which replaces by
 * w * value + (1 - w) * old and does not accumulate. Nearest has CImg's fault: within a row the place of reading moves on only after a
 * write that lay inside; displacements are whole for it. Cost: linear in pixels.
 */
export function forwardWarp(
  from: Picture,
  to: Picture,
  field: Displacement,
  relative: boolean,
  interpolation: Interpolation,
): void {
  const { width, height, channels } = from;
  to.resize(width, height, channels);
  const source = from.data;
  const target = to.data.fill(0);

  for (let channel = 0; channel < channels; channel++) {
    const plane = channel * width * height;
    const blend = (x: number, y: number, weight: number, value: number): void => {
      if (x < 0 || x >= width || y < 0 || y >= height) return;
      const at = plane + y * width + x;
      target[at] = weight * value + f(1 - weight) * target[at];
    };
    for (let y = 0; y < height; y++) {
      let read = plane + y * width;
      for (let x = 0; x < width; x++) {
        const u = field.u[x * field.uStepX + y * field.uStepY];
        const v = field.v[x * field.vStepX + y * field.vStepY];
        if (interpolation === 0) {
          const atX = relative ? x + u : u;
          const atY = relative ? y + v : v;
          if (atX < 0 || atX >= width || atY < 0 || atY >= height) continue;
          target[plane + atY * width + atX] = source[read++];
          continue;
        }
        const fx = relative ? f(x + u) : u;
        const fy = relative ? f(y + v) : v;
        const atX = Math.floor(fx);
        const atY = Math.floor(fy);
        const dx = f(fx - atX);
        const dy = f(fy - atY);
        const value = source[read++];
        blend(atX, atY, f(f(1 - dx) * f(1 - dy)), value);
        blend(atX + 1, atY, f(dx * f(1 - dy)), value);
        blend(atX, atY + 1, f(f(1 - dx) * dy), value);
        blend(atX + 1, atY + 1, f(dx * dy), value);
      }
    }
  }
}
