// Effects on many images of bytes at once: what effects.ts makes of each.
import { dilation, erosion, growingHole, stroke, thinnerOrThicker } from './effects.js';
import type { BlotchDraws, ErodeDilateDraws, ScratchDraws } from './effects.js';
import type { Stack, StackKernels } from './kernels.js';
import type { StreamKey } from './random.js';
import { turnToSize, type Rules } from './rotation.js';

/** Stacks of one size: the images, and room for what is made of them. */
export interface StackSetting {
  readonly kernels: StackKernels;
  readonly images: Stack;
  readonly made: Stack;
  /** Room for noise, taken when it is asked for. */
  readonly noise: () => Stack;
  /** The noise of the first image. */
  readonly noiseKey: (kind: 'scratches' | 'blotches') => StreamKey;
  readonly rules: Rules;
}

interface StepDraws {
  readonly d: readonly [dx: number, dy: number];
}

interface SizeDraws {
  readonly size: number;
}

export function shiftAll(setting: StackSetting, draws: readonly StepDraws[]): void {
  const { kernels, images, made } = setting;
  const steps = draws.map(({ d }) => d);
  kernels.shift(images, made, steps);
}

export function boldAll(setting: StackSetting, draws: readonly StepDraws[]): void {
  const { kernels, images, made } = setting;
  shiftAll(setting, draws);
  kernels.combine(made, images, 'max');
}

export function dilateAll(setting: StackSetting, draws: readonly SizeDraws[]): void {
  const { kernels, images, made, rules } = setting;
  const windows = draws.map(({ size }) => dilation(size, images, rules));
  kernels.extreme(images, made, windows);
}

export function erodeAll(setting: StackSetting, draws: readonly SizeDraws[]): void {
  const { kernels, images, made, rules } = setting;
  const windows = draws.map(({ size }) => erosion(size, images, rules));
  kernels.extreme(images, made, windows);
}

export function erodeDilateAll(setting: StackSetting, draws: readonly ErodeDilateDraws[]): void {
  const { kernels, images, made, rules } = setting;
  const windows = draws.map((one) => thinnerOrThicker(one, images, rules));
  kernels.extreme(images, made, windows);
}

/** Strokes are rounded before they are compared: the larger of a whole level and another one, rounded, is the larger of both, rounded. */
export function scratchesAll(setting: StackSetting, draws: readonly ScratchDraws[]): void {
  const { kernels, images, made, noise, noiseKey, rules } = setting;
  const { width, height } = images;
  const strokes = noise();
  const marks = draws.map(({ p, level }) => ({ p, below: level, above: 0 }));
  kernels.noiseBelow(made, noiseKey('scratches'), marks);
  const windows = draws.map((one) => stroke(one, images, rules));
  kernels.extreme(made, strokes, windows);
  const turns = draws.map(({ angle }) => turnToSize(angle, width, height, rules));
  kernels.turn(strokes, made, turns);
  kernels.combine(made, images, 'max');
}

export function blotchesAll(setting: StackSetting, draws: readonly BlotchDraws[]): void {
  const { kernels, images, made, noise, noiseKey, rules } = setting;
  const spots = noise();
  const marks = draws.map(({ p }) => ({ p, below: 0, above: 255 }));
  kernels.noiseBelow(spots, noiseKey('blotches'), marks);
  const windows = draws.map(({ size }) => growingHole(size, images, rules));
  kernels.extreme(spots, made, windows);
  kernels.combine(made, images, 'min');
}
