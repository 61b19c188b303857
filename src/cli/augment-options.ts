import {
  EFFECT_NAMES,
  type AugmentOptions,
  type EffectName,
  type ReadImagesOptions,
  type RunOptions,
} from '../imaging/node.js';
import { UsageError } from './errors.js';
import { separatorOf, splitList, threadsOf } from './row-options.js';

/** The flags of `augment`, as commander names them. */
export interface AugmentFlags {
  readonly input: string;
  readonly output: string;
  readonly effects?: string;
  readonly seed?: string;
  readonly copies?: string;
  readonly structure?: string;
  readonly rules?: string;
  readonly labels?: string;
  readonly outputLabels?: string;
  readonly inputFormat?: string;
  readonly format?: string;
  readonly labelColumn?: string;
  readonly inputHeader: boolean;
  readonly separator?: string;
  readonly width?: string;
  readonly height?: string;
  readonly channels?: string;
  readonly header: boolean;
  readonly draws?: string;
  readonly replay?: string;
  readonly sheet?: string;
  readonly sheetColumns: string;
  readonly sheetScale: string;
  readonly backend?: string;
  readonly threads?: string;
  readonly progress?: boolean;
  readonly quiet?: true;
}

/** How the images are read. Throws UsageError. */
export function readOptions(flags: AugmentFlags): ReadImagesOptions {
  return {
    format: choice('--input-format', flags.inputFormat, ['idx', 'png', 'csv'] as const),
    header: flags.inputHeader,
    separator: separatorOf(flags.separator),
    label: flags.labelColumn,
    width: side('--width', flags.width),
    height: side('--height', flags.height),
    channels: side('--channels', flags.channels),
  };
}

/** How effects are run. Throws UsageError. */
export function runOptions(flags: AugmentFlags): RunOptions {
  return {
    rules: choice('--rules', flags.rules, ['imager-1.0.3', 'imager-0.20'] as const),
    backend: choice('--backend', flags.backend, ['auto', 'wasm', 'js'] as const),
    threads: threadsOf(flags.threads),
  };
}

/** What is drawn; undefined where draws are replayed. Throws UsageError. */
export function effectOptions(flags: AugmentFlags): AugmentOptions | undefined {
  const { effects, seed, copies, structure } = flags;
  if (flags.replay !== undefined) {
    const others = { effects, seed, copies, structure, draws: flags.draws };
    const [odd] = Object.entries(others).find(([, value]) => value !== undefined) ?? [];
    if (odd === undefined) return undefined;
    throw new UsageError(`--${odd} does not go with --replay, whose file says all draws`);
  }
  const names = splitList(effects);
  if (names.length === 0) throw new UsageError('--effects or --replay says what to do');
  return {
    effects: names.map((name) => {
      const known: EffectName | undefined = EFFECT_NAMES.find((effect) => effect === name);
      if (known !== undefined) return known;
      throw new UsageError(`--effects: expected ${EFFECT_NAMES.join(', ')}, got ${name}`);
    }),
    seed: whole('--seed', seed, 0, Number.MAX_SAFE_INTEGER),
    copies: whole('--copies', copies, 1, 1_000_000),
    structure: choice('--structure', structure, ['sequential', 'exclusive'] as const),
  };
}

/** A flag that is one of a few words. Throws UsageError. */
function choice<T extends string>(
  flag: string,
  value: string | undefined,
  choices: readonly T[],
): T | undefined {
  const found = choices.find((name) => name === value);
  if (value === undefined || found !== undefined) return found;
  throw new UsageError(`${flag}: expected ${choices.join(', ')}, got ${value}`);
}

/** A flag that is a whole number. Throws UsageError. */
export function whole(
  flag: string,
  value: string | undefined,
  least: number,
  most: number,
): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d{1,16}$/.test(value) ? Number(value) : NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${flag}: expected a whole number from ${least} to ${most}, got ${value}`);
}

function side(flag: string, value: string | undefined): number | undefined {
  return whole(flag, value, 1, 65535);
}
