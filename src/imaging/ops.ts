// The operations by name: each reads its parameters, and says what it does to the studio.
import { ArgumentError } from '../errors.js';
import { BLUR_OPS } from './blur-ops.js';
import type { Image } from './image.js';
import * as effects from './effects.js';
import type { Boundary, Displacement, Interpolation, Sampling } from './kernels.js';
import { forwardWarp } from './js/forward-warp.js';
import { maskExtreme, type Mask } from './js/mask.js';
import { toWhole } from './js/sample.js';
import { matchRanks } from './js/match-hist.js';
import type { Op, OpContext } from './op.js';
import { Params } from './params.js';
import { borders, turnAbout, type Rules } from './rotation.js';
import { SIZE_OPS } from './size-ops.js';
import { crop, pad, rotate } from './steps.js';
import type { Studio } from './studio.js';

const SIZES = { least: 0, most: 65535 };
const TURN = ['angle', 'interpolation', 'boundary'];
const WAVES = ['ax', 'ay', 'lx', 'ly', 'px', 'py'];
const STRUCTURED = ['sharpen', 'structure'];
const SCRATCH = ['noise', 'p', 'length', 'vertical', 'angle', 'level'];
const BLOTCH = ['noise', 'p', 'size'];
const ALL = [
  ...['angle', 'u_warp', 'warp', 'u_shift', 'shift', 'u_thick', 'bold', 'dilate_size'],
  ...['erode_size', ...STRUCTURED],
];

export const OPS: Readonly<Record<string, Op>> = {
  rotate: (values, studio, { rules }) => {
    const p = new Params('rotate', values, TURN);
    const { interpolation, boundary } = samplingOf(p, rules);
    studio.step(rotate(studio.kernels, p.number('angle'), interpolation, boundary, rules, 'none'));
  },
  rotate_crop: (values, studio, { rules }) => {
    const p = new Params('rotate_crop', values, TURN);
    const { interpolation, boundary } = samplingOf(p, rules);
    studio.step(
      rotate(studio.kernels, p.number('angle'), interpolation, boundary, rules, 'by-width'),
    );
  },
  rotate_center: (values, studio, { rules }) => {
    const p = new Params('rotate_center', values, [...TURN, 'cx', 'cy']);
    const sampling = samplingOf(p, rules);
    const turn = turnAbout(p.number('angle'), p.number('cx'), p.number('cy'));
    studio.step((from, to) => {
      to.resize(from.width, from.height, from.channels);
      studio.kernels.turn(from, to, turn, sampling);
    });
  },
  crop_borders: (values, studio) => {
    const p = new Params('crop_borders', values, ['nx', 'ny']);
    const [nx, ny] = [p.number('nx', 0), p.number('ny', 0)];
    const { width, height } = studio.current;
    if (borders(nx, width).size === 0 || borders(ny, height).size === 0) {
      const found = `${nx} and ${ny} off each side of ${width} x ${height}`;
      throw new ArgumentError('nx, ny of crop_borders', 'borders that leave a pixel', found);
    }
    studio.step(crop(nx, ny));
  },
  shift: (values, studio, { rules }) => {
    const p = new Params('shift', values, ['dx', 'dy', 'boundary']);
    const [dx, dy, boundary] = [p.number('dx'), p.number('dy'), boundaryOf(p, rules)];
    studio.step((from, to) =>
      studio.kernels.shift(from, to, Math.trunc(dx), Math.trunc(dy), boundary),
    );
  },
  warp: (values, studio, { rules, field }) => {
    const p = new Params('warp', values, ['field', 'mode', 'interpolation', 'boundary']);
    warp(studio, field, p.choice('mode', [0, 1, 2, 3]), samplingOf(p, rules), rules);
  },
  dilate_square: (values, studio, { rules }) => {
    const size = squareOf('dilate_square', values);
    effects.dilate(studio, size, size, rules);
  },
  erode_square: (values, studio, { rules }) => {
    const size = squareOf('erode_square', values);
    effects.erode(studio, size, size, rules);
  },
  open_square: (values, studio, { rules }) => {
    const size = squareOf('open_square', values);
    effects.erode(studio, size, size, rules);
    effects.dilate(studio, size, size, rules);
  },
  close_square: (values, studio, { rules }) => {
    const size = squareOf('close_square', values);
    effects.dilate(studio, size, size, rules);
    effects.erode(studio, size, size, rules);
  },
  dilate_rect: (values, studio, { rules }) =>
    effects.dilate(studio, ...rectangleOf('dilate_rect', values), rules),
  erode_rect: (values, studio, { rules }) =>
    effects.erode(studio, ...rectangleOf('erode_rect', values), rules),
  dilate_mask: (values, studio) => masked('dilate_mask', values, studio, 'max'),
  erode_mask: (values, studio) => masked('erode_mask', values, studio, 'min'),
  bold: (values, studio) => {
    const p = new Params('bold', values, ['dx', 'dy']);
    effects.bold(studio, Math.trunc(p.number('dx')), Math.trunc(p.number('dy')));
  },
  sharpen: (values, studio) => {
    effects.sharpen(studio, amplitudeOf(new Params('sharpen', values, ['amplitude'])));
  },
  contrast: (values, studio) => {
    new Params('contrast', values, []);
    effects.contrast(studio);
  },
  match_hist: (values, studio) =>
    matchBy(new Params('match_hist', values, ['reference', 'method']), studio),
  pad: (values, studio) => {
    const p = new Params('pad', values, ['n', 'axes', 'pos', 'value']);
    const [n, value] = [p.whole('n', 0, SIZES.most), p.number('value')];
    const axes = p.choice('axes', ['x', 'y', 'xy']);
    const pos = p.choice('pos', [-1, 0, 1] as const);
    if (axes !== 'x') studio.step(pad('y', n, pos, value));
    if (axes !== 'y') studio.step(pad('x', n, pos, value));
  },
  ...SIZE_OPS,
  ...BLUR_OPS,
  rotate_crop_sharpen: (values, studio, { rules }) => {
    const p = new Params('rotate_crop_sharpen', values, ['angle', 'amplitude']);
    const amplitude = amplitudeOf(p);
    effects.rotateCrop(studio, p.number('angle'), rules, 'by-width');
    effects.sharpen(studio, amplitude);
  },
  rotate_crop_contrast: (values, studio, { rules }) => {
    const p = new Params('rotate_crop_contrast', values, ['angle']);
    effects.rotateCrop(studio, p.number('angle'), rules, 'by-width');
    effects.contrast(studio);
  },
  rotate_crop_match: (values, studio, { rules }) => {
    const p = new Params('rotate_crop_match', values, ['angle', 'reference', 'method']);
    effects.rotateCrop(studio, p.number('angle'), rules, 'by-width');
    matchBy(p, studio);
  },
  fx_rotate: (values, studio, context) => {
    const p = new Params('fx_rotate', values, ['angle', ...STRUCTURED]);
    const draws = { angle: p.number('angle'), sharpen: sharpenOf(p) };
    effects.rotateEffect(studio, draws, setting(p, context));
  },
  fx_warp: (values, studio, context) => {
    const p = new Params('fx_warp', values, [...WAVES, ...STRUCTURED]);
    effects.warpEffect(studio, { ...wavesOf(p), sharpen: sharpenOf(p) }, setting(p, context));
  },
  fx_shift: (values, studio) => {
    effects.shift(studio, ...stepOf(new Params('fx_shift', values, ['d']), 'd'));
  },
  fx_bold: (values, studio) => {
    effects.bold(studio, ...stepOf(new Params('fx_bold', values, ['d']), 'd'));
  },
  fx_dilate: (values, studio, { rules }) => {
    const size = squareOf('fx_dilate', values);
    effects.dilate(studio, size, size, rules);
  },
  fx_erode: (values, studio, { rules }) => {
    const size = squareOf('fx_erode', values);
    effects.erode(studio, size, size, rules);
  },
  fx_erodedilate: (values, studio, context) => {
    const p = new Params('fx_erodedilate', values, ['u', 'dilate_size', 'erode_size']);
    const draws = { u: chance(p, 'u'), ...thicknessOf(p) };
    effects.erodeDilateEffect(studio, draws, setting(p, context));
  },
  fx_scratches: (values, studio, context) => {
    const p = new Params('fx_scratches', values, SCRATCH);
    effects.scratchesEffect(studio, scratchOf(p), setting(p, context));
  },
  fx_blotches: (values, studio, context) => {
    const p = new Params('fx_blotches', values, BLOTCH);
    effects.blotchesEffect(studio, blotchOf(p), setting(p, context));
  },
  fx_all: (values, studio, context) => {
    const p = new Params('fx_all', values, ALL);
    effects.allEffect(studio, allOf(p), setting(p, context));
  },
  fx_all2: (values, studio, context) => {
    const names = [...ALL, 'u_noise', 'scratches', 'blotches'];
    const p = new Params('fx_all2', values, names);
    const draws = {
      ...allOf(p),
      u_noise: chance(p, 'u_noise'),
      scratches: scratchOf(p.group('scratches', SCRATCH)),
      blotches: blotchOf(p.group('blotches', BLOTCH)),
    };
    effects.all2Effect(studio, draws, setting(p, context));
  },
};

function samplingOf(p: Params, rules: Rules): Sampling {
  return {
    interpolation: p.choice<Interpolation>('interpolation', [0, 1, 2]),
    boundary: boundaryOf(p, rules),
    isOld: rules === 'imager-0.20',
  };
}

/** CImg 1.7.1 had no mirrored one. */
function boundaryOf(p: Params, rules: Rules): Boundary {
  return p.choice<Boundary>('boundary', rules === 'imager-0.20' ? [0, 1, 2] : [0, 1, 2, 3]);
}

function warp(
  studio: Studio,
  image: Image | undefined,
  mode: number,
  sampling: Sampling,
  rules: Rules,
): void {
  const { current, kernels } = studio;
  if (image === undefined) {
    throw new ArgumentError('field of warp', 'an image with two planes, u and v', image);
  }
  const { width, height, channels } = image;
  if (channels !== 2) throw new ArgumentError('channels of the field of warp', '2', channels);
  if (mode !== 0 && (width !== current.width || height !== current.height)) {
    const wanted = `${current.width} x ${current.height} in this mode, as the image`;
    throw new ArgumentError('size of the field of warp', wanted, `${width} x ${height}`);
  }
  const relative = mode === 1 || mode === 3;
  const field = displacement(image, relative && rules === 'imager-0.20' ? 1 : 0, sampling);
  studio.step((from, to) => {
    if (mode >= 2) {
      forwardWarp(from, to, field, relative, sampling.interpolation);
      return;
    }
    to.resize(width, height, from.channels);
    kernels.warp(from, to, field, relative, sampling);
  });
}

/** Positions are exact in float32 only up to here. */
const MAX_POSITION = 2 ** 24;

function displacement(
  { data, width, height }: Image,
  off: number,
  { interpolation, isOld }: Sampling,
): Displacement {
  const far = data.findIndex((d) => !(Math.abs(d) <= MAX_POSITION));
  if (far >= 0) {
    throw new ArgumentError(
      `value ${far} of the field of warp`,
      `a number from ${-MAX_POSITION} to ${MAX_POSITION}`,
      data[far],
    );
  }
  // For the nearest pixel, doubles are made whole: float32 would move what is just below a half.
  const made = (d: number): number => (interpolation === 0 ? toWhole(d - off, isOld) : d - off);
  const values = Float32Array.from(data, made);
  const size = width * height;
  const [u, v] = [values.subarray(0, size), values.subarray(size)];
  return { u, v, uStepX: 1, uStepY: width, vStepX: 1, vStepY: width };
}

function squareOf(op: string, values: unknown): number {
  return new Params(op, values, ['size']).whole('size', SIZES.least, SIZES.most);
}

function rectangleOf(op: string, values: unknown): [number, number] {
  const p = new Params(op, values, ['sx', 'sy']);
  return [p.whole('sx', SIZES.least, SIZES.most), p.whole('sy', SIZES.least, SIZES.most)];
}

function masked(op: string, values: unknown, studio: Studio, kind: 'max' | 'min'): void {
  const p = new Params(op, values, ['mask', 'neumann']);
  const mask = p.raw('mask');
  if (!isMask(mask)) throw new ArgumentError(`mask of ${op}`, 'rows of 0 and 1', mask);
  const neumann = p.flag('neumann');
  studio.step((from, to) => maskExtreme(from, to, kind, mask, neumann));
}

function isMask(value: unknown): value is Mask {
  if (!Array.isArray(value) || value.length === 0) return false;
  const rows: unknown[] = value;
  const [first] = rows;
  const width = Array.isArray(first) ? first.length : 0;
  const isRow = (row: unknown): boolean =>
    Array.isArray(row) && row.length === width && row.every((cell) => cell === 0 || cell === 1);
  return width > 0 && rows.every(isRow) && rows.flat().includes(1);
}

function matchBy(p: Params, studio: Studio): void {
  const { reference } = studio;
  if (p.choice('method', ['quantile', 'rank'], 'quantile') === 'quantile') {
    effects.matchHistogram(studio);
    return;
  }
  const [wanted, found] = [studio.current.data.length, reference.data.length];
  if (wanted !== found) {
    throw new ArgumentError('reference by rank', `${wanted} pixels, as the image`, found);
  }
  studio.step((from, to) => matchRanks(from, to, reference));
}

function amplitudeOf(p: Params): number {
  return Math.fround(p.number('amplitude', 0));
}

function chance(p: Params, name: string): number {
  return p.number(name, 0, 1);
}

function setting(p: Params, { rules, crop, markNoise }: OpContext): effects.EffectSetting {
  const structures = ['sequential', 'exclusive'] as const;
  const structure = p.choice('structure', structures, 'sequential');
  return { rules, structure, crop, markNoise };
}

function sharpenOf(p: Params): effects.SharpenDraws {
  const draws = p.group('sharpen', ['u1', 'u2']);
  return { u1: chance(draws, 'u1'), u2: chance(draws, 'u2') };
}

function wavesOf(p: Params): effects.WarpDraws {
  const [lx, ly] = [waveLength(p, 'lx'), waveLength(p, 'ly')];
  const [ax, ay, px, py] = ['ax', 'ay', 'px', 'py'].map((name) => p.number(name));
  return { ax, ay, lx, ly, px, py };
}

function waveLength(p: Params, name: string): number {
  return p.number(name, 1e-3);
}

/** A pair of whole steps, [dx, dy]. */
function stepOf(p: Params, name: string): [number, number] {
  const pair = p.raw(name);
  if (Array.isArray(pair) && pair.length === 2) {
    const [dx, dy] = pair as unknown[];
    if (isStep(dx) && isStep(dy)) return [dx, dy];
  }
  throw new ArgumentError(name, 'two whole numbers, [dx, dy]', pair);
}

function isStep(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= SIZES.most;
}

function thicknessOf(p: Params): { readonly dilate_size: number; readonly erode_size: number } {
  return {
    dilate_size: p.whole('dilate_size', SIZES.least, SIZES.most),
    erode_size: p.whole('erode_size', SIZES.least, SIZES.most),
  };
}

function scratchOf(p: Params): effects.ScratchDraws {
  return {
    p: chance(p, 'p'),
    length: p.whole('length', SIZES.least, SIZES.most),
    vertical: p.flag('vertical'),
    angle: p.number('angle'),
    level: p.number('level'),
  };
}

function blotchOf(p: Params): effects.BlotchDraws {
  return { p: chance(p, 'p'), size: p.whole('size', SIZES.least, SIZES.most) };
}

function allOf(p: Params): effects.AllDraws {
  return {
    angle: p.number('angle'),
    u_warp: chance(p, 'u_warp'),
    warp: wavesOf(p.group('warp', WAVES)),
    u_shift: chance(p, 'u_shift'),
    shift: stepOf(p, 'shift'),
    u_thick: chance(p, 'u_thick'),
    bold: stepOf(p, 'bold'),
    ...thicknessOf(p),
    sharpen: sharpenOf(p),
  };
}
