// Sizes halved, doubled and tripled. Outside, the edge is repeated; `to` has its size already.
import type { Picture } from '../kernels.js';

const f = Math.fround;
/** CImg's weights: of corners, sides and the middle. */
const CORNER = f(0.07842776544);
const SIDE = f(0.1231940459);
const MIDDLE = f(0.1935127547);

/** Every second pixel, from the second on, of the image smoothed by 3 x 3 weights. Cost: linear in pixels. */
export function halve(from: Picture, to: Picture): void {
  const { data, width } = from;
  const target = to.data;
  forEachRow(from, ({ above, row, below, channel, y }) => {
    if (y % 2 === 0) return;
    let at = (channel * to.height + (y - 1) / 2) * to.width;
    for (let x = 1; x < width; x += 2) {
      const left = x - 1;
      const right = Math.min(x + 1, width - 1);
      target[at++] =
        data[above + left] * CORNER +
        data[above + x] * SIDE +
        data[above + right] * CORNER +
        data[row + left] * SIDE +
        data[row + x] * MIDDLE +
        data[row + right] * SIDE +
        data[below + left] * CORNER +
        data[below + x] * SIDE +
        data[below + right] * CORNER;
    }
  });
}

/** Four pixels of each by the rules of Scale2x (A. Mazzoleni), which keep edges sharp. Cost: linear in pixels. */
export function double(from: Picture, to: Picture): void {
  const { data, width } = from;
  const target = to.data;
  forEachRow(from, ({ above, row, below, channel, y }) => {
    let top = (channel * to.height + 2 * y) * to.width;
    for (let x = 0; x < width; x++, top += 2) {
      const here = data[row + x];
      const west = data[row + Math.max(x - 1, 0)];
      const east = data[row + Math.min(x + 1, width - 1)];
      const north = data[above + x];
      const south = data[below + x];
      const bottom = top + to.width;
      const edge = north !== south && west !== east;
      target[top] = edge && west === north ? west : here;
      target[top + 1] = edge && north === east ? east : here;
      target[bottom] = edge && west === south ? west : here;
      target[bottom + 1] = edge && south === east ? east : here;
    }
  });
}

/** Nine pixels of each by the rules of Scale3x. Cost: linear in pixels. */
export function triple(from: Picture, to: Picture): void {
  const { data, width } = from;
  const target = to.data;
  forEachRow(from, ({ above, row, below, channel, y }) => {
    let top = (channel * to.height + 3 * y) * to.width;
    for (let x = 0; x < width; x++, top += 3) {
      const left = Math.max(x - 1, 0);
      const right = Math.min(x + 1, width - 1);
      const here = data[row + x];
      const [west, east] = [data[row + left], data[row + right]];
      const [north, south] = [data[above + x], data[below + x]];
      const edge = north !== south && west !== east;
      const northWest = edge && west === north;
      const northEast = edge && north === east;
      const southWest = edge && west === south;
      const southEast = edge && south === east;
      // Whether the pixels in the corners differ, too.
      const a = here !== data[above + left];
      const c = here !== data[above + right];
      const g = here !== data[below + left];
      const i = here !== data[below + right];
      const middle = top + to.width;
      const bottom = middle + to.width;
      target[top] = northWest ? west : here;
      target[top + 1] = (northWest && c) || (northEast && a) ? north : here;
      target[top + 2] = northEast ? east : here;
      target[middle] = (northWest && g) || (southWest && a) ? west : here;
      target[middle + 1] = here;
      target[middle + 2] = (northEast && i) || (southEast && c) ? east : here;
      target[bottom] = southWest ? west : here;
      target[bottom + 1] = (southWest && i) || (southEast && g) ? south : here;
      target[bottom + 2] = southEast ? east : here;
    }
  });
}

/** Where a row of pixels begins, and those above and below it. */
interface Row {
  readonly above: number;
  readonly row: number;
  readonly below: number;
  readonly channel: number;
  readonly y: number;
}

function forEachRow({ width, height, channels }: Picture, visit: (row: Row) => void): void {
  for (let channel = 0; channel < channels; channel++) {
    const plane = channel * width * height;
    for (let y = 0; y < height; y++) {
      const row = plane + y * width;
      const above = plane + Math.max(y - 1, 0) * width;
      const below = plane + Math.min(y + 1, height - 1) * width;
      visit({ above, row, below, channel, y });
    }
  }
}
