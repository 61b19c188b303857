// Recursive blurs: along x, then along y, each line in place.
import type { BlurFilter, DericheFilter, VanVlietFilter } from '../blur-filter.js';
import type { Levels, Picture } from '../kernels.js';

/** imager's isoblur. `repeats`: outside the edge is repeated, else zero. An axis of one pixel is left alone. Cost: linear in pixels. */
export function blur(from: Picture, to: Picture, filter: BlurFilter, repeats: boolean): void {
  const { width, height, channels } = from;
  to.resize(width, height, channels);
  const { data } = to;
  data.set(from.data);
  blurPlanes(data, width, height, channels, filter, repeats);
}

/** The same in place. */
export function blurPlanes(
  data: Levels,
  width: number,
  height: number,
  planes: number,
  filter: BlurFilter,
  repeats: boolean,
): void {
  const spare = new Float64Array(Math.max(width, height));
  const blurLine = (start: number, count: number, step: number): void => {
    if (filter.kind === 'deriche') deriche(data, start, count, step, filter, repeats, spare);
    else vanVliet(data, start, count, step, filter, repeats);
  };
  if (width > 1) {
    for (let row = 0; row < height * planes; row++) blurLine(row * width, width, 1);
  }
  if (height > 1) {
    for (let plane = 0; plane < planes; plane++) {
      for (let x = 0; x < width; x++) blurLine(plane * width * height + x, height, width);
    }
  }
}

function deriche(
  data: Levels,
  start: number,
  count: number,
  step: number,
  { a0, a1, a2, a3, b1, b2, forwardGain, backwardGain }: DericheFilter,
  repeats: boolean,
  forward: Float64Array,
): void {
  let before = repeats ? data[start] : 0;
  let out1 = forwardGain * before;
  let out2 = out1;
  for (let i = 0; i < count; i++) {
    const value = data[start + i * step];
    const out = a0 * value + a1 * before - b1 * out1 - b2 * out2;
    forward[i] = out;
    before = value;
    out2 = out1;
    out1 = out;
  }
  let behind1 = repeats ? before : 0;
  let behind2 = behind1;
  out1 = backwardGain * behind1;
  out2 = out1;
  for (let i = count - 1; i >= 0; i--) {
    const at = start + i * step;
    const out = a2 * behind1 + a3 * behind2 - b1 * out1 - b2 * out2;
    behind2 = behind1;
    behind1 = data[at];
    out2 = out1;
    out1 = out;
    data[at] = forward[i] + out;
  }
}

function vanVliet(
  data: Levels,
  start: number,
  count: number,
  step: number,
  { a1, a2, a3, gain, ends }: VanVlietFilter,
  repeats: boolean,
): void {
  const last = start + (count - 1) * step;
  const beyond = repeats ? data[last] : 0;
  let out1 = repeats ? data[start] / gain : 0;
  let out2 = out1;
  let out3 = out1;
  for (let i = 0; i < count; i++) {
    const at = start + i * step;
    const out = data[at] + out1 * a1 + out2 * a2 + out3 * a3;
    data[at] = out;
    out3 = out2;
    out2 = out1;
    out1 = out;
  }
  // What the ways there and back would make of `beyond` for ever.
  const rest = 1 - a1 - a2 - a3;
  const there = beyond / rest;
  const back = there / rest;
  const square = gain * gain;
  const [u1, u2, u3] = [out1 - there, out2 - there, out3 - there];
  out1 = (ends[0] * u1 + ends[1] * u2 + ends[2] * u3 + back) * square;
  out2 = (ends[3] * u1 + ends[4] * u2 + ends[5] * u3 + back) * square;
  out3 = (ends[6] * u1 + ends[7] * u2 + ends[8] * u3 + back) * square;
  data[last] = out1;
  for (let i = count - 2; i >= 0; i--) {
    const at = start + i * step;
    const out = data[at] * square + out1 * a1 + out2 * a2 + out3 * a3;
    data[at] = out;
    out3 = out2;
    out2 = out1;
    out1 = out;
  }
}
