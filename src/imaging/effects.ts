// The composed effects of the MNIST article, with every random draw as a parameter. What its text leaves open is settled as docs/imaging.md says.
import type { Displacement, ExtremeWindow, Sampling } from './kernels.js';
import type { Rules } from './rotation.js';
import { sin } from './sine.js';
import { dilationWindow, erosionWindow, rotate, type Crop, type Sides } from './steps.js';
import type { Studio } from './studio.js';

/** 'sequential': sharpen by u1, then contrast or matching by u2. 'exclusive': the latter only where u1 did not sharpen. */
export type SharpenStructure = 'sequential' | 'exclusive';

export interface SharpenDraws {
  readonly u1: number;
  readonly u2: number;
}

/** Waves by which pixels are displaced: u = ax sin(2 pi y / lx + px), v = ay sin(2 pi x / ly + py). */
export interface WarpDraws {
  readonly ax: number;
  readonly ay: number;
  readonly lx: number;
  readonly ly: number;
  readonly px: number;
  readonly py: number;
}

export interface ScratchDraws {
  readonly p: number;
  readonly length: number;
  readonly vertical: boolean;
  readonly angle: number;
  readonly level: number;
}

export interface BlotchDraws {
  readonly p: number;
  readonly size: number;
}

export interface ErodeDilateDraws {
  readonly u: number;
  readonly dilate_size: number;
  readonly erode_size: number;
}

export interface AllDraws {
  readonly angle: number;
  readonly u_warp: number;
  readonly warp: WarpDraws;
  readonly u_shift: number;
  readonly shift: readonly [number, number];
  readonly u_thick: number;
  readonly bold: readonly [number, number];
  readonly dilate_size: number;
  readonly erode_size: number;
  readonly sharpen: SharpenDraws;
}

export interface All2Draws extends AllDraws {
  readonly u_noise: number;
  readonly scratches: ScratchDraws;
  readonly blotches: BlotchDraws;
}

/** Puts `below` where uniform [0, 1) noise of the current picture's size is < p, else `above`, into studio.noise. */
export type MarkNoise = (
  kind: 'scratches' | 'blotches',
  p: number,
  below: number,
  above: number,
) => void;

/** What an effect needs to know beside its draws. */
export interface EffectSetting {
  readonly rules: Rules;
  readonly structure: SharpenStructure;
  /** How turned images are cropped; noise always to the image's size. */
  readonly crop: Crop;
  readonly markNoise: MarkNoise;
}

const AMPLITUDE = 55;
/** Angles up to here leave the image alone. */
const LEAST_ANGLE = 1;

/** Larger of the picture and itself shifted. */
export function bold(studio: Studio, dx: number, dy: number): void {
  const { kernels } = studio;
  studio.step((from, to) => {
    kernels.shift(from, to, dx, dy, 0);
    kernels.combine(to, from, 'max');
  });
}

export function shift(studio: Studio, dx: number, dy: number): void {
  studio.step((from, to) => studio.kernels.shift(from, to, dx, dy, 0));
}

export function dilate(studio: Studio, sx: number, sy: number, rules: Rules): void {
  const window = dilationWindow(sx, sy, studio.current, rules);
  studio.step((from, to) => studio.kernels.extreme(from, to, 'max', window));
}

export function erode(studio: Studio, sx: number, sy: number, rules: Rules): void {
  const window = erosionWindow(sx, sy, studio.current, rules);
  studio.step((from, to) => studio.kernels.extreme(from, to, 'min', window));
}

export function sharpen(studio: Studio, amplitude: number): void {
  studio.step((from, to) => studio.kernels.sharpen(from, to, amplitude));
}

export function contrast(studio: Studio): void {
  studio.change((picture) => studio.kernels.contrast(picture));
}

export function matchHistogram(studio: Studio): void {
  studio.step((from, to) => studio.kernels.matchQuantiles(from, to, studio.reference));
}

/** What follows a rotation or a warp, which blur. */
export function sharpenStep(
  studio: Studio,
  { u1, u2 }: SharpenDraws,
  structure: SharpenStructure,
): void {
  const sharpens = u1 < 0.8;
  if (sharpens) sharpen(studio, AMPLITUDE);
  if (sharpens && structure === 'exclusive') return;
  if (u2 < 0.3) contrast(studio);
  else matchHistogram(studio);
}

/** Turned and cropped back, cubic. */
export function rotateCrop(studio: Studio, angle: number, rules: Rules, crop: Crop): void {
  studio.step(rotate(studio.kernels, angle, 2, 0, rules, crop));
}

function rotates(angle: number): boolean {
  return Math.abs(angle) > LEAST_ANGLE;
}

export function rotateEffect(
  studio: Studio,
  draws: { readonly angle: number; readonly sharpen: SharpenDraws },
  { rules, structure, crop }: EffectSetting,
): void {
  if (!rotates(draws.angle)) return;
  rotateCrop(studio, draws.angle, rules, crop);
  sharpenStep(studio, draws.sharpen, structure);
}

export function warpEffect(
  studio: Studio,
  draws: WarpDraws & { readonly sharpen: SharpenDraws },
  { rules, structure }: EffectSetting,
): void {
  bend(studio, draws, rules);
  sharpenStep(studio, draws.sharpen, structure);
}

/** Backward-relative, cubic, zero outside. */
function bend(studio: Studio, draws: WarpDraws, rules: Rules): void {
  studio.step((from, to) => {
    const { width, height, channels } = from;
    to.resize(width, height, channels);
    studio.kernels.warp(from, to, waves(draws, width, height, rules), true, CUBIC);
  });
}

const CUBIC: Sampling = { interpolation: 2, boundary: 0, isOld: false };

/** A value per row for u, and per column for v. imager 0.20 took 1 off relative displacements, too. */
function waves(draws: WarpDraws, width: number, height: number, rules: Rules): Displacement {
  const { ax, ay, lx, ly, px, py } = draws;
  const off = rules === 'imager-0.20' ? 1 : 0;
  const u = new Float32Array(height);
  const v = new Float32Array(width);
  for (let y = 0; y < height; y++) u[y] = ax * sin((2 * Math.PI * y) / lx + px) - off;
  for (let x = 0; x < width; x++) v[x] = ay * sin((2 * Math.PI * x) / ly + py) - off;
  return { u, v, uStepX: 0, uStepY: 1, vStepX: 1, vStepY: 0 };
}

export function erodeDilateEffect(
  studio: Studio,
  draws: ErodeDilateDraws,
  { rules }: EffectSetting,
): void {
  const { kind, window } = thinnerOrThicker(draws, studio.current, rules);
  studio.step((from, to) => studio.kernels.extreme(from, to, kind, window));
}

export function thinnerOrThicker(
  { u, dilate_size, erode_size }: ErodeDilateDraws,
  sides: Sides,
  rules: Rules,
): ExtremeWindow {
  return u < 0.5 ? erosion(erode_size, sides, rules) : dilation(dilate_size, sides, rules);
}

/** By a square. */
export function dilation(size: number, sides: Sides, rules: Rules): ExtremeWindow {
  return { kind: 'max', window: dilationWindow(size, size, sides, rules) };
}

export function erosion(size: number, sides: Sides, rules: Rules): ExtremeWindow {
  return { kind: 'min', window: erosionWindow(size, size, sides, rules) };
}

/** Lines: sparse noise, drawn out and turned, over the image. */
export function scratchesEffect(
  studio: Studio,
  draws: ScratchDraws,
  { rules, markNoise }: EffectSetting,
): void {
  const { kernels } = studio;
  markNoise('scratches', draws.p, draws.level, 0);
  const { kind, window } = stroke(draws, studio.current, rules);
  studio.stepNoise((from, to) => kernels.extreme(from, to, kind, window));
  studio.stepNoise(rotate(kernels, draws.angle, 1, 0, rules, 'to-size'));
  studio.change((picture) => kernels.combine(picture, studio.noise, 'max'));
}

export function stroke(
  { length, vertical }: ScratchDraws,
  sides: Sides,
  rules: Rules,
): ExtremeWindow {
  const [sx, sy] = vertical ? [1, length] : [length, 1];
  return { kind: 'max', window: dilationWindow(sx, sy, sides, rules) };
}

/** Holes: sparse noise grown to squares, cut out of the image. */
export function blotchesEffect(
  studio: Studio,
  { p, size }: BlotchDraws,
  { rules, markNoise }: EffectSetting,
): void {
  const { kernels } = studio;
  markNoise('blotches', p, 0, 255);
  const { kind, window } = growingHole(size, studio.current, rules);
  studio.stepNoise((from, to) => kernels.extreme(from, to, kind, window));
  studio.change((picture) => kernels.combine(picture, studio.noise, 'min'));
}

/** 255 - (n grown) is (255 - n) shrunk within the same window. */
export function growingHole(size: number, sides: Sides, rules: Rules): ExtremeWindow {
  return { kind: 'min', window: dilationWindow(size, size, sides, rules) };
}

export function allEffect(studio: Studio, draws: AllDraws, setting: EffectSetting): void {
  const { rules, structure, crop } = setting;
  const turned = rotates(draws.angle);
  const warped = draws.u_warp < 0.5;
  if (turned) rotateCrop(studio, draws.angle, rules, crop);
  if (warped) bend(studio, draws.warp, rules);
  if (draws.u_shift < 0.5) shift(studio, ...draws.shift);
  if (draws.u_thick < 0.2) bold(studio, ...draws.bold);
  else if (draws.u_thick < 0.4) dilate(studio, draws.dilate_size, draws.dilate_size, rules);
  else if (draws.u_thick < 0.6) erode(studio, draws.erode_size, draws.erode_size, rules);
  if (turned || warped) sharpenStep(studio, draws.sharpen, structure);
}

export function all2Effect(studio: Studio, draws: All2Draws, setting: EffectSetting): void {
  allEffect(studio, draws, setting);
  if (draws.u_noise < 0.25) scratchesEffect(studio, draws.scratches, setting);
  else if (draws.u_noise < 0.5) blotchesEffect(studio, draws.blotches, setting);
}
