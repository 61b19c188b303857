// The parts that name files: input, train, augment, output.
import { EFFECT_NAMES } from '../../imaging/draws.js';
import type { AugmentPart, OutputPart, RowsPart, TrainPart } from './description.js';
import type { Entries, Entry } from './entry.js';

const ROWS_KEYS = ['images', 'labels', 'columns', 'table', 'response'] as const;
const OUTPUT_KEYS = ['predictions', 'features', 'performance', 'team', 'report'] as const;

/** A path as it stands. Addresses are refused: a description that came from elsewhere does not send requests. */
export function readPath(entry: Entry): string {
  const path = entry.text('a path');
  if (/^[a-z][a-z0-9+.-]+:/i.test(path)) {
    throw entry.refuse('is an address; save the file, and give its path relative to this one');
  }
  return path;
}

/** Rows of `input`, which are measured. */
export function readRows(entry: Entry): RowsPart {
  const { weights, ...entries } = entry.map([...ROWS_KEYS, 'weights']);
  const rows = rowsOf(entry, entries);
  if (weights === undefined) return rows;
  if (!('table' in rows)) throw weights.refuse('goes with a table; images have no other columns');
  return { ...rows, weights: weights.text('the name of a column') };
}

function rowsOf(entry: Entry, entries: Entries<(typeof ROWS_KEYS)[number]>): RowsPart {
  const { images, labels, columns, table, response } = entries;
  if (images && table) throw table.refuse('stands beside images; give one of both');
  if (table) {
    const other = labels ?? columns;
    if (other) throw other.refuse('goes with images; a table has its columns already');
    return {
      table: readPath(table),
      ...(response && { response: response.text('the name of a column') }),
    };
  }
  if (!images) throw entry.lacks('images', 'a file of images, or table in its place');
  if (response) throw response.refuse('goes with a table; images have labels');
  return {
    images: readPath(images),
    ...(labels && { labels: readPath(labels) }),
    columns: columns?.text('what the names of the columns begin with, such as C') ?? 'C',
  };
}

export function readTrain(entry: Entry | undefined): readonly TrainPart[] {
  const items = entry?.list('a list of { images, labels, split, features }', 0) ?? [];
  return items.map((item) => {
    const { split, features, ...rows } = item.map([...ROWS_KEYS, 'split', 'features']);
    if (features === undefined) throw item.lacks('features', 'the file to write');
    const sizes = split?.list('a list of numbers of rows').map((size) => size.whole(1)) ?? [];
    const files =
      typeof features.value === 'string'
        ? [readPath(features)]
        : features.list('a file, or a list of files').map(readPath);
    const wanted = Math.max(1, sizes.length);
    if (files.length !== wanted) {
      throw features.fault(
        `${files.length} files for ${wanted === 1 ? 'rows in one piece; split tells the pieces' : `the ${wanted} pieces of split`}`,
      );
    }
    return { rows: rowsOf(item, rows), split: sizes, features: files };
  });
}

/** Files of new images, all in all: each is a part of a run, which holds them all. */
const MAX_AUGMENTED = 10_000;

export function readAugment(entry: Entry | undefined): readonly AugmentPart[] {
  const items = entry?.list('a list of { effects, copies, seed, of, output }', 0) ?? [];
  let files = 0;
  return items.map((item) => {
    const keys = ['effects', 'copies', 'seed', 'structure', 'of', 'output'] as const;
    const { effects, copies, seed, structure, of, output } = item.map(keys);
    if (effects === undefined) throw item.lacks('effects', `a list of ${EFFECT_NAMES.join(', ')}`);
    if (of === undefined) throw item.lacks('of', 'the file of the images');
    if (output === undefined) throw item.lacks('output', 'a folder for the new images');
    const names = effects.list('a list of effects').map((effect) => effect.oneOf(EFFECT_NAMES));
    const times = copies?.whole(1) ?? 1;
    files += names.length * times;
    if (files > MAX_AUGMENTED) {
      throw (copies ?? item).fault(`${files} files of new images; at most ${MAX_AUGMENTED} in all`);
    }
    return {
      of: readPath(of),
      effects: names,
      copies: times,
      seed: seed?.whole(0) ?? 0,
      structure: structure?.oneOf(['sequential', 'exclusive']) ?? 'sequential',
      output: readPath(output),
    };
  });
}

export function readOutput(entry: Entry | undefined): OutputPart {
  const entries = entry?.map(OUTPUT_KEYS) ?? {};
  const paths = Object.entries(entries).map(([name, path]) => [name, readPath(path)]);
  return Object.fromEntries(paths) as OutputPart;
}
