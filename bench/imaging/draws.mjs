// Draws of an effect as a row of numbers per image, for programs of other languages.
import { augmentDraws } from 'wasmojo/imaging';

const WAVES = ['ax', 'ay', 'lx', 'ly', 'px', 'py'];
const of = (draws, names) => names.map((name) => draws[name]);
const sharpen = ({ u1, u2 }) => [u1, u2];
const scratch = ({ p, length, vertical, angle }) => [p, length, Number(vertical), angle, 0];
const blotch = ({ p, size }) => [p, size];
const all = (d) => [
  ...[d.angle, d.u_warp, ...of(d.warp, WAVES), d.u_shift, ...d.shift],
  ...[d.u_thick, ...d.bold, d.dilate_size, d.erode_size, ...sharpen(d.sharpen)],
];

const ROWS = {
  rotate: (d) => [d.angle, ...sharpen(d.sharpen)],
  warp: (d) => [...of(d, WAVES), ...sharpen(d.sharpen)],
  shift: ({ d }) => d,
  bold: ({ d }) => d,
  dilate: ({ size }) => [size],
  erode: ({ size }) => [size],
  erodedilate: (d) => [d.u, d.dilate_size, d.erode_size],
  scratches: scratch,
  blotches: blotch,
  all,
  all2: (d) => [...all(d), d.u_noise, ...scratch(d.scratches), ...blotch(d.blotches)],
};

/** A row per image, in a table of doubles. */
export function drawTable(effect, count, seed) {
  const rows = [];
  for (const { draws } of augmentDraws(count, { effects: [effect], seed })) {
    rows.push(...ROWS[effect](draws));
  }
  return Float64Array.from(rows);
}
