import type { Levels, Picture, Window } from '../kernels.js';

/**
 * The largest (smallest) pixel of a window that is cut at the edges, along x, then along y. Of equal pixels, the first one counts; NaN is
 * never larger than anything. Cost: pixels * (width + height of the window).
 */
export function extreme(from: Picture, to: Picture, kind: 'max' | 'min', window: Window): void {
  const { width, height, channels } = from;
  to.resize(width, height, channels);
  const source = from.data;
  const target = to.data;
  const isMax = kind === 'max';
  const along = (
    line: Levels,
    first: number,
    step: number,
    lower: number,
    upper: number,
  ): number => {
    let best = line[first + lower * step];
    for (let i = lower + 1; i <= upper; i++) {
      const value = line[first + i * step];
      if (isMax ? best < value : value < best) best = value;
    }
    return best;
  };

  for (let row = 0; row < height * channels; row++) {
    const first = row * width;
    for (let x = 0; x < width; x++) {
      const lower = Math.max(x - window.left, 0);
      const upper = Math.min(x + window.right, width - 1);
      target[first + x] = along(source, first, 1, lower, upper);
    }
  }
  if (window.up === 0 && window.down === 0) return;
  const column = new Float64Array(height);
  for (let channel = 0; channel < channels; channel++) {
    for (let x = 0; x < width; x++) {
      const first = channel * width * height + x;
      for (let y = 0; y < height; y++) column[y] = target[first + y * width];
      for (let y = 0; y < height; y++) {
        const lower = Math.max(y - window.up, 0);
        const upper = Math.min(y + window.down, height - 1);
        target[first + y * width] = along(column, 0, 1, lower, upper);
      }
    }
  }
}
