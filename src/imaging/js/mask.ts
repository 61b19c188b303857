import type { Picture } from '../kernels.js';

/** Rows of 0 and 1, all equally long. */
export type Mask = readonly (readonly number[])[];

/**
 * Erosion and dilation by a mask, as CImg does them for structuring elements that are not all ones; outside is the edge repeated
 * (`neumann`) or 0. Dilation turns the mask by 180 degrees. A mask without ones leaves the picture as it is. Cost: pixels * ones.
 */
export function maskExtreme(
  from: Picture,
  to: Picture,
  kind: 'max' | 'min',
  mask: Mask,
  neumann: boolean,
): void {
  const { width, height, channels } = from;
  to.resize(width, height, channels);
  const source = from.data;
  const target = to.data;
  const places = placesOf(mask, kind);
  const at = (plane: number, x: number, y: number): number => {
    if (x >= 0 && x < width && y >= 0 && y < height) return source[plane + y * width + x];
    if (!neumann) return 0;
    const insideX = Math.min(Math.max(x, 0), width - 1);
    const insideY = Math.min(Math.max(y, 0), height - 1);
    return source[plane + insideY * width + insideX];
  };

  let cell = 0;
  for (let channel = 0; channel < channels; channel++) {
    const plane = channel * width * height;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        let best = source[cell];
        places.forEach(([i, j], n) => {
          const value = at(plane, x + i, y + j);
          if (n === 0 || (kind === 'max' ? best < value : value < best)) best = value;
        });
        target[cell++] = best;
      }
    }
  }
}

/** Offsets of the ones, from the pixel. */
function placesOf(mask: Mask, kind: 'max' | 'min'): readonly (readonly [number, number])[] {
  const rows = mask.length;
  const columns = mask[0].length;
  const turned = kind === 'max';
  const left = Math.floor((turned ? columns : columns - 1) / 2);
  const up = Math.floor((turned ? rows : rows - 1) / 2);
  const isSet = (i: number, j: number): boolean =>
    (turned ? mask[rows - 1 - j][columns - 1 - i] : mask[j][i]) !== 0;
  const places: [number, number][] = [];
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) if (isSet(i, j)) places.push([i - left, j - up]);
  }
  return places;
}
