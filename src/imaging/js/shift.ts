import type { Boundary, Picture } from '../kernels.js';
import { wholePosition } from './sample.js';

/** Content moves right by dx and down by dy, whole pixels. Cost: linear in pixels. */
export function shift(
  from: Picture,
  to: Picture,
  dx: number,
  dy: number,
  boundary: Boundary,
): void {
  const { width, height, channels } = from;
  to.resize(width, height, channels);
  const source = from.data;
  const target = to.data;
  let at = 0;
  for (let channel = 0; channel < channels; channel++) {
    const plane = channel * width * height;
    for (let y = 0; y < height; y++) {
      const fromY = wholePosition(y - dy, height, boundary);
      for (let x = 0; x < width; x++) {
        const fromX = wholePosition(x - dx, width, boundary);
        target[at++] = fromX < 0 || fromY < 0 ? 0 : source[plane + fromY * width + fromX];
      }
    }
  }
}
