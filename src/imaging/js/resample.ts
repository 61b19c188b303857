import type { AxisPlan, CubicPlan, Levels, Picture, PickPlan, SumPlan } from '../kernels.js';

/**
 * Makes pixels along x by one plan, then along y by the other; an axis without a plan stays, and there is one plan at least. `to` has its
 * size already. Cost: the plans' terms times the pixels across.
 */
export function resample(
  from: Picture,
  to: Picture,
  across: AxisPlan | undefined,
  down: AxisPlan | undefined,
): void {
  const rows = from.height * from.channels;
  let source = from.data;
  if (across !== undefined) {
    const wide = down === undefined ? to.data : new Float64Array(to.width * rows);
    for (let row = 0; row < rows; row++) {
      resampleLine(source, row * from.width, wide, row * to.width, 1, across);
    }
    source = wide;
  }
  if (down === undefined) return;
  const { width } = to;
  for (let channel = 0; channel < to.channels; channel++) {
    const start = channel * width * from.height;
    const at = channel * width * to.height;
    for (let x = 0; x < width; x++) {
      resampleLine(source, start + x, to.data, at + x, width, down);
    }
  }
}

/** From the line at `start` to the one at `at`, both of pixels `step` apart. */
function resampleLine(
  source: Levels,
  start: number,
  target: Levels,
  at: number,
  step: number,
  plan: AxisPlan,
): void {
  switch (plan.kind) {
    case 'pick':
      pick(source, start, target, at, step, plan);
      return;
    case 'sum':
      sum(source, start, target, at, step, plan);
      return;
    case 'cubic':
      cubic(source, start, target, at, step, plan);
  }
}

function pick(
  source: Levels,
  start: number,
  target: Levels,
  at: number,
  step: number,
  { from }: PickPlan,
): void {
  for (const place of from) {
    target[at] = place < 0 ? 0 : source[start + place * step];
    at += step;
  }
}

function sum(
  source: Levels,
  start: number,
  target: Levels,
  at: number,
  step: number,
  { first, from, weight, divisor }: SumPlan,
): void {
  for (let i = 0; i < divisor.length; i++) {
    let total = 0;
    for (let k = first[i]; k < first[i + 1]; k++) {
      total += source[start + from[k] * step] * weight[k];
    }
    target[at] = total / divisor[i];
    at += step;
  }
}

function cubic(
  source: Levels,
  start: number,
  target: Levels,
  at: number,
  step: number,
  { from, fraction }: CubicPlan,
): void {
  for (let i = 0; i < fraction.length; i++) {
    const t = fraction[i];
    const p = source[start + from[4 * i] * step];
    const c = source[start + from[4 * i + 1] * step];
    const n = source[start + from[4 * i + 2] * step];
    const a = source[start + from[4 * i + 3] * step];
    const squared = t * t;
    const rise = t * (n - p) + squared * (2 * p - 5 * c + 4 * n - a);
    target[at] = c + 0.5 * (rise + squared * t * (-p + 3 * c - 3 * n + a));
    at += step;
  }
}
