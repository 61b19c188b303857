// The operations that make an image larger or smaller: imager's resize, resize_halfXY, resize_doubleXY and resize_tripleXY.
import { axisPlan, nearest, type ResizeType } from './axis-plan.js';
import { checkSize, MAX_SIDE } from './image.js';
import { double, halve, triple } from './js/scale.js';
import type { AxisPlan, Boundary, Picture } from './kernels.js';
import { refuseOldRules, type Op } from './op.js';
import { Params } from './params.js';
import type { Step } from './steps.js';

/** Sides below 0 are hundredths of what they were. */
const MOST_PERCENT = 2 ** 24;
const TYPES = [-1, 0, 1, 2, 3, 4, 5, 6] as const;

export const SIZE_OPS: Readonly<Record<string, Op>> = {
  resize: (values, studio, context) => {
    const names = ['sx', 'sy', 'type', 'boundary', 'centering_x', 'centering_y'];
    const p = new Params('resize', values, names);
    refuseOldRules('resize', context);
    const type = p.choice<ResizeType>('type', TYPES);
    const boundary = p.choice<Boundary>('boundary', [0, 1, 2, 3]);
    const [centeringX, centeringY] = ['centering_x', 'centering_y'].map((name) =>
      p.has(name) ? p.number(name, 0, 1) : 0,
    );
    const { width, height, channels } = studio.current;
    const [sx, sy] = [sideOf(p, 'sx', width), sideOf(p, 'sy', height)];
    checkSize({ width: sx, height: sy, channels }, 'the resized image');
    if (sx === width && sy === height) return;
    if (type === -1) {
      studio.step((from, to) => asItLies(from, to, sx, sy));
      return;
    }
    if (sx !== width && sy !== height) {
      checkSize({ width: sx, height, channels }, 'the image resized along x first');
    }
    let across = planOf(width, sx, type, boundary, centeringX);
    const down = planOf(height, sy, type, boundary, centeringY);
    // CImg 3 takes the nearest pixels along both axes here, and forgets what it averaged.
    if (type === 2 && sx < width && sy > height) across = nearest(width, sx);
    studio.step((from, to) => {
      to.resize(sx, sy, channels);
      studio.kernels.resample(from, to, across, down);
    });
  },
  resize_half: scaled('resize_half', 1 / 2, halve),
  resize_double: scaled('resize_double', 2, double),
  resize_triple: scaled('resize_triple', 3, triple),
};

/** A side in pixels, or in hundredths of the present one where it is below 0; what is below a pixel is one. */
function sideOf(p: Params, name: string, present: number): number {
  const side = p.whole(name, -MOST_PERCENT, MAX_SIDE);
  return side < 0 ? Math.max(1, Math.trunc((-side * present) / 100)) : side;
}

function planOf(
  size: number,
  wanted: number,
  type: Exclude<ResizeType, -1>,
  boundary: Boundary,
  centering: number,
): AxisPlan | undefined {
  return wanted === size ? undefined : axisPlan(size, wanted, type, boundary, centering);
}

/** The values in the order of memory, cut or with zeros behind. */
function asItLies({ data, channels }: Picture, to: Picture, width: number, height: number): void {
  to.resize(width, height, channels);
  const target = to.data.fill(0);
  target.set(data.subarray(0, target.length));
}

function scaled(op: string, factor: number, step: Step): Op {
  return (values, studio, context) => {
    new Params(op, values, []);
    refuseOldRules(op, context);
    const { width, height, channels } = studio.current;
    const [wide, high] = [width, height].map((side) => Math.floor(side * factor));
    checkSize({ width: wide, height: high, channels }, 'the resized image');
    studio.step((from, to) => {
      to.resize(wide, high, channels);
      step(from, to);
    });
  };
}
