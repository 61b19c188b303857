// Single operations as steps from one picture to the next: what they do besides the back end's kernels.
import { checkSize } from './image.js';
import type { Boundary, ImageKernels, Interpolation, Levels, Picture, Window } from './kernels.js';
import { borders, cropped, rotation, type Rules } from './rotation.js';

/** From one picture to another one, whose size the step sets. */
export type Step = (from: Picture, to: Picture) => void;

/**
 * What is left of a turned picture: all of it; what R's crop.borders leaves of half the growth of the width on both axes (the article's way);
 * or a window of the size before, about the middle. The last two are the same for squares that grow.
 */
export type Crop = 'none' | 'by-width' | 'to-size';

/** Rotation about the middle. The step throws ArgumentError and LimitError for results that are empty or too large. */
export function rotate(
  kernels: ImageKernels,
  angle: number,
  interpolation: Interpolation,
  boundary: Boundary,
  rules: Rules,
  crop: Crop,
): Step {
  return (from, to) => {
    const { width, height, channels } = from;
    const plan = rotation(angle, width, height, boundary, rules);
    if (plan.kind === 'quarters') {
      quarterTurn(from, to, plan.quarters);
      const across = kept(crop, to.width, width, to.width - width);
      const down = kept(crop, to.height, height, to.width - width);
      if (to.width !== width || to.height !== height) cropInPlace(to, across, down);
      return;
    }
    const across = kept(crop, plan.width, width, plan.width - width);
    const down = kept(crop, plan.height, height, plan.width - width);
    checkSize({ width: across.size, height: down.size, channels }, 'the turned image');
    to.resize(across.size, down.size, channels);
    const turn = cropped(plan.turn, across.first, down.first);
    kernels.turn(from, to, turn, {
      interpolation,
      boundary,
      isOld: rules === 'imager-0.20',
    });
  };
}

/** The part of an axis that is kept; `first` may be negative. */
interface Part {
  readonly first: number;
  readonly size: number;
}

function kept(crop: Crop, turned: number, size: number, widthGrowth: number): Part {
  switch (crop) {
    case 'none':
      return { first: 0, size: turned };
    case 'by-width':
      return borders(widthGrowth / 2, turned);
    case 'to-size':
      return { first: Math.floor((turned - size) / 2), size };
  }
}

/** Clockwise. */
function quarterTurn(from: Picture, to: Picture, quarters: number): void {
  const { width, height, channels } = from;
  const lies = quarters % 2 === 1;
  to.resize(lies ? height : width, lies ? width : height, channels);
  const source = from.data;
  const target = to.data;
  // Where (x, y) of the turned picture is read: at start + x * stepX + y * stepY.
  const [start, stepX, stepY] = [
    [0, 1, width],
    [(height - 1) * width, -width, 1],
    [width * height - 1, -1, -width],
    [width - 1, width, -1],
  ][quarters];
  let at = 0;
  for (let channel = 0; channel < channels; channel++) {
    const plane = channel * width * height + start;
    for (let y = 0; y < to.height; y++) {
      for (let x = 0; x < to.width; x++) target[at++] = source[plane + x * stepX + y * stepY];
    }
  }
}

/** R's crop.borders; a border that leaves no pixel leaves an empty picture. */
export function crop(nx: number, ny: number): Step {
  return (from, to) => {
    const { width, height, channels } = from;
    const [across, down] = [borders(nx, width), borders(ny, height)];
    to.resize(across.size, down.size, channels);
    copyWindow(from.data, width, height, to, across, down);
  };
}

function cropInPlace(picture: Picture, across: Part, down: Part): void {
  const { width, height, channels } = picture;
  const source = picture.data.slice();
  picture.resize(across.size, down.size, channels);
  copyWindow(source, width, height, picture, across, down);
}

/** A window of the source, 0 where it reaches beyond; `to` has its size already. */
function copyWindow(
  source: Levels,
  width: number,
  height: number,
  to: Picture,
  across: Part,
  down: Part,
): void {
  const { channels } = to;
  const target = to.data.fill(0);
  const left = Math.max(across.first, 0);
  const right = Math.min(across.first + across.size, width);
  const bottom = Math.min(down.first + down.size, height);
  for (let channel = 0; channel < channels; channel++) {
    for (let y = Math.max(down.first, 0); y < bottom; y++) {
      const row = (channel * height + y) * width;
      const at = (channel * down.size + y - down.first) * across.size + left - across.first;
      if (left < right) target.set(source.subarray(row + left, row + right), at);
    }
  }
}

/** Sides of pictures. */
export type Sides = Pick<Picture, 'width' | 'height'>;

/** Window of a dilation of a picture by sx x sy; imager 0.20 has the two windows of even sizes exchanged. */
export function dilationWindow(sx: number, sy: number, sides: Sides, rules: Rules): Window {
  return windowOf(sx, sy, sides, rules === 'imager-0.20');
}

export function erosionWindow(sx: number, sy: number, sides: Sides, rules: Rules): Window {
  return windowOf(sx, sy, sides, rules !== 'imager-0.20');
}

function windowOf(sx: number, sy: number, { width, height }: Sides, isLate: boolean): Window {
  const [left, right] = reach(sx, width, isLate);
  const [up, down] = reach(sy, height, isLate);
  return { left, right, up, down };
}

/** Pixels before and behind one that are in its window: of an even size, one more before it, or behind it if `isLate`. */
function reach(
  size: number,
  side: number,
  isLate: boolean,
): readonly [before: number, behind: number] {
  if (size <= 1) return [0, 0];
  const [more, less] = [Math.floor(size / 2), Math.ceil(size / 2) - 1];
  const [before, behind] = isLate ? [less, more] : [more, less];
  // CImg's fault: where the first pixel sees the last but one, all pixels of the line get what the whole line has.
  return behind >= side - 2 ? [side, side] : [before, behind];
}

/** `n` pixels of `value` along an axis, before (-1), behind (1), or round(n / 2) on each side (0; halves to even, as R rounds). Throws as `rotate`. */
export function pad(axis: 'x' | 'y', n: number, position: -1 | 0 | 1, value: number): Step {
  const half = halfToEven(n / 2);
  const before = position === 0 ? half : position < 0 ? n : 0;
  const behind = position === 0 ? half : position > 0 ? n : 0;
  return (from, to) => {
    const { width, height, channels } = from;
    const [left, top] = axis === 'x' ? [before, 0] : [0, before];
    const wider = axis === 'x' ? width + before + behind : width;
    const higher = axis === 'y' ? height + before + behind : height;
    checkSize({ width: wider, height: higher, channels }, 'the padded image');
    to.resize(wider, higher, channels);
    const source = from.data;
    const target = to.data.fill(value);
    for (let row = 0; row < height * channels; row++) {
      const channel = Math.floor(row / height);
      const at = (channel * higher + top + (row % height)) * wider + left;
      target.set(source.subarray(row * width, (row + 1) * width), at);
    }
  };
}

function halfToEven(v: number): number {
  const rounded = Math.round(v);
  return rounded - v === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
