// How a model that reads the units of another one asks for them.
import { MissingColumnError } from '../errors.js';

export interface ChainLink {
  /** The columns that the model reads. */
  readonly wanted: readonly string[];
  /** Names that the units may have, in the order of the units: as H2O calls them, and by their number. */
  readonly schemes: readonly (readonly string[])[];
  /** What messages call the model, and the one before. */
  readonly reader: string;
  readonly source: string;
}

/** The part of a name that tells the unit. */
const UNIT = /DF\.L\d+\.C\d+$/;

/**
 * The names by which the reader asks for the units, in the order of the units. Bare, or all behind the same prefix, if it was trained
 * on a frame with prefixes; units that it does not read may be among them. Throws MissingColumnError where a column of the reader is
 * none of the units: it would be NA in every row.
 */
export function askedNames({ wanted, schemes, reader, source }: ChainLink): readonly string[] {
  const prefix = wanted[0]?.replace(UNIT, '') ?? '';
  const attempts = schemes.flatMap((names) =>
    prefix === '' ? [names] : [names, names.map((name) => prefix + name)],
  );
  const gaps = attempts.map((names) => {
    const there = new Set(names);
    return wanted.filter((name) => !there.has(name));
  });
  const fewest = Math.min(...gaps.map(({ length }) => length));
  const nearest = gaps.findIndex(({ length }) => length === fewest);
  if (fewest === 0) return attempts[nearest];
  const [first] = gaps[nearest];
  const others = fewest === 1 ? '' : ` and ${fewest - 1} more like it`;
  const [names] = schemes;
  throw new MissingColumnError(
    first,
    `${reader} reads it${others}, but ${source} gives ${names[0]} to ${names.at(-1)}; ` +
      'check the order of the chain and its layers',
    names,
  );
}
