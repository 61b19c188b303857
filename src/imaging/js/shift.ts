import type { Boundary, Picture } from '../kernels.js';
import { wholePosition } from './sample.js';

/**
 * Content moves right by dx and down by dy, whole pixels. CImg stops where a dx turns out to change nothing, be it whole periods or a single
 * repeated column, and leaves dy undone. Cost: linear in pixels.
 */
export function shift(
  from: Picture,
  to: Picture,
  dx: number,
  dy: number,
  boundary: Boundary,
): void {
  const { width, height, channels } = from;
  const stops =
    dx !== 0 && ((boundary === 1 && width === 1) || (boundary === 2 && dx % width === 0));
  const down = stops ? 0 : dy;
  to.resize(width, height, channels);
  const source = from.data;
  const target = to.data;
  let at = 0;
  for (let channel = 0; channel < channels; channel++) {
    const plane = channel * width * height;
    for (let y = 0; y < height; y++) {
      const fromY = wholePosition(y - down, height, boundary);
      for (let x = 0; x < width; x++) {
        const fromX = wholePosition(x - dx, width, boundary);
        target[at++] = fromX < 0 || fromY < 0 ? 0 : source[plane + fromY * width + fromX];
      }
    }
  }
}
