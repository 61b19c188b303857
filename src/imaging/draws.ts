// The effects' random draws: which parameters, and how they are distributed. What the MNIST article leaves open is settled as
// docs/imaging.md says.
import { ArgumentError } from '../errors.js';
import * as effects from './effects.js';
import { EffectRandom, Random, type DrawPlace } from './random.js';
import * as stacks from './stack-effects.js';
import type { Studio } from './studio.js';

type Draws = Readonly<Record<string, unknown>>;

interface Effect {
  /** Part of the random counter: never changes its meaning. */
  readonly number: number;
  readonly draw: (random: Random) => Draws;
  /** Uniform draws that `draw` takes, whatever they are. */
  readonly uniforms: number;
  readonly run: (studio: Studio, draws: never, setting: effects.EffectSetting) => void;
  /** Whole levels 0 .. 255 stay such, so that pictures may be of bytes. */
  readonly keepsBytes: boolean;
  /** What `run` makes of many images of bytes, rounded, all at once: where that is worth it. */
  readonly runAll: RunAll<never> | undefined;
}

type RunAll<T> = (setting: stacks.StackSetting, draws: readonly T[]) => void;

/** Ties an effect's draws to what takes them. */
function effect<T extends object>(
  number: number,
  draw: (random: Random) => T,
  run: (studio: Studio, draws: T, setting: effects.EffectSetting) => void,
  { keepsBytes = false, runAll }: { keepsBytes?: boolean; runAll?: RunAll<T> } = {},
): Effect {
  const counted = new CountedRandom();
  draw(counted);
  return {
    number,
    draw: (random) => draw(random) as T & Draws,
    uniforms: counted.count,
    run,
    keepsBytes,
    runAll,
  };
}

class CountedRandom extends Random {
  count = 0;

  uniform(): number {
    this.count++;
    return 0.5;
  }
}

/** By a pixel, in each direction. */
const STEPS = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;

export const EFFECTS = {
  rotate: effect(
    1,
    (r) => ({ angle: angleOf(r), sharpen: sharpenOf(r) }),
    (studio, draws, setting) => effects.rotateEffect(studio, draws, setting),
  ),
  warp: effect(
    2,
    (r) => ({ ...wavesOf(r), sharpen: sharpenOf(r) }),
    (studio, draws, setting) => effects.warpEffect(studio, draws, setting),
  ),
  shift: effect(
    3,
    (r) => ({ d: stepOf(r) }),
    (studio, { d }) => effects.shift(studio, ...d),
    { keepsBytes: true, runAll: stacks.shiftAll },
  ),
  bold: effect(
    4,
    (r) => ({ d: stepOf(r) }),
    (studio, { d }) => effects.bold(studio, ...d),
    { keepsBytes: true, runAll: stacks.boldAll },
  ),
  dilate: effect(
    5,
    (r) => ({ size: r.whole(2, 3) }),
    (studio, { size }, { rules }) => effects.dilate(studio, size, size, rules),
    { keepsBytes: true, runAll: stacks.dilateAll },
  ),
  erode: effect(
    6,
    () => ({ size: 2 }),
    (studio, { size }, { rules }) => effects.erode(studio, size, size, rules),
    { keepsBytes: true, runAll: stacks.erodeAll },
  ),
  erodedilate: effect(
    7,
    (r) => ({ u: r.uniform(), ...thicknessOf(r) }),
    (studio, draws, setting) => effects.erodeDilateEffect(studio, draws, setting),
    { keepsBytes: true, runAll: stacks.erodeDilateAll },
  ),
  scratches: effect(
    8,
    scratchOf,
    (studio, draws, setting) => effects.scratchesEffect(studio, draws, setting),
    { runAll: stacks.scratchesAll },
  ),
  blotches: effect(
    9,
    blotchOf,
    (studio, draws, setting) => effects.blotchesEffect(studio, draws, setting),
    { keepsBytes: true, runAll: stacks.blotchesAll },
  ),
  all: effect(10, allOf, (studio, draws, setting) => effects.allEffect(studio, draws, setting)),
  all2: effect(
    11,
    (r) => ({ ...allOf(r), u_noise: r.uniform(), scratches: scratchOf(r), blotches: blotchOf(r) }),
    (studio, draws, setting) => effects.all2Effect(studio, draws, setting),
  ),
} as const satisfies Readonly<Record<string, Effect>>;

export type EffectName = keyof typeof EFFECTS;
/** The random effects of the article. */
export const EFFECT_NAMES = Object.keys(EFFECTS) as readonly EffectName[];

/** @throws ArgumentError for a name that is none of EFFECT_NAMES. */
export function effectOf(name: string): Effect {
  if (Object.hasOwn(EFFECTS, name)) return EFFECTS[name as EffectName];
  throw new ArgumentError('effect', `one of ${EFFECT_NAMES.join(', ')}`, name);
}

/** The draws of an effect at a place. @throws ArgumentError for an unknown effect and places that are no whole numbers. */
export function effectRandom(name: EffectName, place: DrawPlace): EffectRandom {
  return new EffectRandom(place, effectOf(name).number);
}

/**
 * The parameters that `augment` draws for an effect at this place, for `applyEffect('fx_' + name, params, image, { noise, keepSize: true })`, where
 * noise is `effectRandom(name, place).noise(kind, width, height, channels)` for scratches or blotches.
 */
export function drawEffect(name: EffectName, place: DrawPlace): Draws {
  return effectOf(name).draw(effectRandom(name, place));
}

function angleOf(r: Random): number {
  return r.normal(8);
}

function sharpenOf(r: Random): effects.SharpenDraws {
  return { u1: r.uniform(), u2: r.uniform() };
}

function wavesOf(r: Random): effects.WarpDraws {
  return {
    ax: r.between(-1.5, 1.5),
    ay: r.between(-1.5, 1.5),
    lx: r.between(7, 21),
    ly: r.between(7, 21),
    px: r.between(0, 2 * Math.PI),
    py: r.between(0, 2 * Math.PI),
  };
}

function stepOf(r: Random): readonly [number, number] {
  return STEPS[r.whole(0, 3)];
}

function thicknessOf(r: Random): {
  readonly dilate_size: number;
  readonly erode_size: number;
} {
  return { dilate_size: r.whole(2, 3), erode_size: 2 };
}

function scratchOf(r: Random): effects.ScratchDraws {
  return {
    p: 0.006,
    length: r.whole(4, 9),
    vertical: r.uniform() < 0.5,
    angle: r.between(-45, 45),
    level: 255,
  };
}

function blotchOf(r: Random): effects.BlotchDraws {
  return { p: 0.008, size: r.whole(2, 4) };
}

function allOf(r: Random): effects.AllDraws {
  return {
    angle: angleOf(r),
    u_warp: r.uniform(),
    warp: wavesOf(r),
    u_shift: r.uniform(),
    shift: stepOf(r),
    u_thick: r.uniform(),
    bold: stepOf(r),
    ...thicknessOf(r),
    sharpen: sharpenOf(r),
  };
}
