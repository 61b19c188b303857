// Operations on grey levels: sharpening, the contrast steps, combining, thresholds.
import type { Picture } from '../kernels.js';

/**
 * imager's imsharpen (CImg's sharpen, inverse diffusion): in + L * (amplitude / M), clamped to the picture's own range. L is the
 * Laplacian with the edge repeated, M the largest |L| over all channels. Cost: linear in pixels.
 */
export function sharpen(from: Picture, to: Picture, amplitude: number): void {
  const { width, height, channels } = from;
  to.resize(width, height, channels);
  const source = from.data;
  const target = to.data;
  for (let channel = 0; channel < channels; channel++) {
    const plane = channel * width * height;
    for (let y = 0; y < height; y++) {
      const row = plane + y * width;
      const above = plane + Math.max(y - 1, 0) * width;
      const below = plane + Math.min(y + 1, height - 1) * width;
      for (let x = 0; x < width; x++) {
        const left = source[row + Math.max(x - 1, 0)];
        const right = source[row + Math.min(x + 1, width - 1)];
        // In the order of CImg's sum.
        target[row + x] =
          -left - right - source[above + x] - source[below + x] + 4 * source[row + x];
      }
    }
  }
  addVelocity(from, to, amplitude);
}

/** `to` holds velocities; it becomes `from` moved by them so that the fastest pixel goes by `amplitude`, within the levels that there were. */
export function addVelocity(from: Picture, to: Picture, amplitude: number): void {
  const source = from.data;
  const target = to.data;
  let fastest = 0;
  let lowest = Infinity;
  let highest = -Infinity;
  for (let i = 0; i < source.length; i++) {
    const speed = Math.abs(target[i]);
    if (fastest < speed) fastest = speed;
    if (source[i] < lowest) lowest = source[i];
    if (highest < source[i]) highest = source[i];
  }
  if (fastest === 0) {
    target.set(source);
    return;
  }
  const factor = amplitude / fastest;
  for (let i = 0; i < source.length; i++) {
    const value = source[i] + target[i] * factor;
    target[i] = value < lowest ? lowest : highest < value ? highest : value;
  }
}

/** The article's six lines, one after another on the changing value. */
export function contrast({ data }: Picture): void {
  for (let i = 0; i < data.length; i++) {
    let value = data[i];
    if (value < 128) value -= 16;
    if (value < 0) value = 0;
    if (value > 200) value += 8;
    if (value > 150) value += 8;
    if (value > 100) value += 8;
    if (value > 255) value = 255;
    data[i] = value;
  }
}

export function combine(picture: Picture, other: Picture, kind: 'max' | 'min'): void {
  const { data } = picture;
  const values = other.data;
  for (let i = 0; i < data.length; i++) {
    if (kind === 'max' ? data[i] < values[i] : values[i] < data[i]) data[i] = values[i];
  }
}

export function threshold({ data }: Picture, p: number, below: number, above: number): void {
  for (let i = 0; i < data.length; i++) data[i] = data[i] < p ? below : above;
}
