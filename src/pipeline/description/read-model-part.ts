// The parts that make a pipeline a model: models, features, keep, score.
import {
  TEAM_RULES,
  TIE_RULES,
  type FeaturePart,
  type LayerPart,
  type ScorePart,
} from './description.js';
import type { Entry } from './entry.js';
import { readPath } from './read-files.js';

type Models = ReadonlyMap<string, string>;

/** Names become folders of an archive. */
const MODEL_NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u;
/** Chains are made by hand. */
const MAX_CHAIN = 16;

export function readModels(entry: Entry | undefined): Models {
  const models = new Map<string, string>();
  const folded = new Map<string, string>();
  for (const [name, file] of entry?.pairs('a map of names to files') ?? []) {
    if (!MODEL_NAME.test(name)) {
      throw file.refuse(
        'stands under a name that is none: letters, digits, _, - and ., the first one no - or .',
      );
    }
    const fold = name.normalize('NFC').toLowerCase();
    const other = folded.get(fold);
    if (other !== undefined)
      throw file.refuse(`stands under a name that differs from ${other} by case only`);
    folded.set(fold, name);
    models.set(name, readPath(file));
  }
  return models;
}

export function readFeatures(entry: Entry | undefined, models: Models): readonly FeaturePart[] {
  const seen = new Set<string>();
  const items = entry?.list('a list of { model, layer, prefix, from }', 0) ?? [];
  return items.map((item) => {
    const { prefix: given, ...layer } = item.map(['model', 'layer', 'prefix', 'from']);
    const prefix = given === undefined ? '' : readPrefix(given);
    const part = { ...readLayer(item, layer, models, []), prefix };
    // Those of a chain may have other names in H2O, which reading the models tells.
    const name = `${prefix}DF.L${part.layer}.C1`;
    if (part.from === undefined && seen.has(name)) {
      throw (given ?? item).fault(
        `two features would have a column ${name}: give each a prefix of its own`,
      );
    }
    if (part.from === undefined) seen.add(name);
    return part;
  });
}

/** `above`: the models that read this layer. */
function readLayer(
  item: Entry,
  entries: { readonly model?: Entry; readonly layer?: Entry; readonly from?: Entry },
  models: Models,
  above: readonly string[],
): LayerPart {
  const { model: named, layer, from } = entries;
  if (named === undefined) throw item.lacks('model', 'the name of one of models');
  const model = readName(named, models);
  if (above.includes(model)) throw named.refuse('would read what it gives itself');
  if (above.length >= MAX_CHAIN)
    throw named.refuse(`is number ${MAX_CHAIN + 1} of a chain, ${MAX_CHAIN} are read`);
  return {
    model,
    layer: layer?.whole(1) ?? 1,
    ...(from && {
      from: readLayer(from, from.map(['model', 'layer', 'from']), models, [...above, model]),
    }),
  };
}

export function readKeep(entry: Entry | undefined): readonly string[] {
  return readDistinct(entry?.list('a list of columns', 0) ?? [], (item) =>
    item.text('the name of a column'),
  );
}

export function readScore(entry: Entry, models: Models): ScorePart {
  const { members, team, tie } = entry.map(['members', 'team', 'tie']);
  if (members === undefined) throw entry.lacks('members', 'a list of names of models');
  const rule = team?.oneOf(TEAM_RULES) ?? 'sum';
  if (tie !== undefined && rule !== 'vote') {
    throw tie.refuse('is a rule for votes, and team is sum; leave it out, or set team: vote');
  }
  return {
    members: readDistinct(members.list('a list of names of models'), (item) =>
      readName(item, models),
    ),
    team: rule,
    tie: tie?.oneOf(TIE_RULES) ?? 'lowest-class',
  };
}

function readName(entry: Entry, models: Models): string {
  const names = [...models.keys()];
  const { value } = entry;
  if (typeof value === 'string' && models.has(value)) return value;
  throw entry.wrong(
    names.length === 0 ? 'a name of models, which has none' : `one of ${names.join(', ')}`,
  );
}

/** Column names stand in lines, which are trimmed. */
function readPrefix(entry: Entry): string {
  if (entry.value === '') return '';
  const prefix = entry.text('a text for the beginning of names');
  if (prefix.trim() !== prefix) throw entry.refuse('begins or ends with a blank');
  return prefix;
}

function readDistinct(items: readonly Entry[], read: (item: Entry) => string): readonly string[] {
  const found = new Set<string>();
  for (const item of items) {
    const name = read(item);
    if (found.has(name)) throw item.refuse('stands there twice');
    found.add(name);
  }
  return [...found];
}
