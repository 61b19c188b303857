import { basename } from 'node:path';
import { UsageError } from './errors.js';
import { splitList, type RowFlags } from './row-options.js';

/** The flags of `features`, as commander names them. */
export interface FeatureFlags extends RowFlags {
  /** In the order given: of `--mojo` one model, of `--chain` those of the chain. */
  readonly chains: readonly (readonly string[])[];
  readonly layer?: string;
  /** False: `--no-prefix`. */
  readonly prefix?: string | false;
  readonly unitNames?: string;
  readonly labels?: string;
}

/** A chain of layers, of which the last one's units are columns. */
export interface ChainOfLayers {
  readonly prefix: string;
  /** From the first, which reads the rows. */
  readonly links: readonly { readonly mojo: string; readonly layer: number }[];
}

/** The models of a `--chain`. Throws UsageError. */
export function chainOf(value: string): readonly string[] {
  const mojos = splitList(value);
  if (mojos.length < 2 || mojos.includes('')) {
    throw new UsageError(`--chain: expected models separated by commas, got ${value}`);
  }
  return mojos;
}

/** What the flags name: chains of one model or of several. Throws UsageError. */
export function chainsOf({ chains, layer = '1', prefix }: FeatureFlags): readonly ChainOfLayers[] {
  if (chains.length === 0) {
    throw new UsageError(
      'name at least one model: --mojo model.zip, or --chain first.zip,next.zip',
    );
  }
  const layers = layersOf(layer, chains.flat().length);
  const prefixes = prefix === undefined ? undefined : prefixesOf(prefix, chains.length);
  let next = 0;
  return chains.map((mojos, i) => ({
    prefix: prefixes?.[i] ?? defaultPrefix(mojos[mojos.length - 1]),
    links: mojos.map((mojo) => ({ mojo, layer: layers[next++] })),
  }));
}

/** How units are called. Throws UsageError. */
export function unitNamesOf({ unitNames = 'h2o' }: FeatureFlags): 'h2o' | 'units' {
  if (unitNames === 'h2o' || unitNames === 'units') return unitNames;
  throw new UsageError(`--unit-names: expected h2o or units, got ${unitNames}`);
}

/** The name of the model's file without folders, query and extension: `mojos/AE200.zip` is `AE200.`. */
function defaultPrefix(mojo: string): string {
  const [path] = /^https?:/i.test(mojo) ? mojo.split(/[?#]/) : [mojo];
  return `${basename(path).replace(/\.zip$/i, '')}.`;
}

function layersOf(value: string, models: number): readonly number[] {
  const layers = splitList(value);
  if (layers.some((layer) => !/^[1-9]\d{0,5}$/.test(layer))) {
    throw new UsageError(`--layer: expected numbers of hidden layers, from 1 on, got ${value}`);
  }
  const numbers = layers.map(Number);
  if (numbers.length === 1) return new Array<number>(models).fill(numbers[0]);
  if (numbers.length === models) return numbers;
  throw new UsageError(
    `--layer: expected one number, or one for each of the ${models} models in the order in which they are named, got ${value}`,
  );
}

function prefixesOf(prefix: string | false, chains: number): readonly string[] {
  if (prefix === false) return new Array<string>(chains).fill('');
  const prefixes = prefix.split(',');
  if (prefixes.length === chains) return prefixes;
  throw new UsageError(
    `--prefix: expected one for each of the ${chains} models and chains, separated by commas, got ${prefix}`,
  );
}
