import type { ModelInfo } from '../../mojo/model-info.js';

/** A column that is made of two others when the row does not have it. Columns count from the begin of the row. */
export type Interaction = { readonly target: number } & (
  | { readonly kind: 'numbers'; readonly first: number; readonly second: number }
  | {
      readonly kind: 'levels';
      readonly first: number;
      readonly second: number;
      /** The level of a pair of levels; -1 where the model does not know the pair. */
      readonly levelOf: (first: number, second: number) => number;
    }
  | {
      /** The number, with a coefficient per level. */
      readonly kind: 'level-number';
      readonly level: number;
      readonly number: number;
      /** Numeric term whose coefficient and value the interaction sets. */
      readonly term: number;
    }
);

/** `interaction_targets`, `interactions_1`, `interactions_2`; what kind it is follows from the columns' domains. */
export function readInteractions(info: ModelInfo, cats: number): Interaction[] {
  if (!info.has('interaction_targets')) return [];
  const targets = info.ints('interaction_targets');
  const firsts = readColumns(info, 'interactions_1', targets.length);
  const seconds = readColumns(info, 'interactions_2', targets.length);
  return Array.from(readColumns(info, 'interaction_targets', targets.length), (target, i) => {
    const [first, second] = [firsts[i], seconds[i]];
    const [a, b] = [info.domains[first], info.domains[second]];
    if (a && b) {
      const known = info.domains[target];
      if (!known) throw info.wrong('interaction_targets', 'a categorical column for two of them');
      return { kind: 'levels', target, first, second, levelOf: pairs(a, b, known) };
    }
    if (!a && !b) return { kind: 'numbers', target, first, second };
    const [level, number] = a ? [first, second] : [second, first];
    return { kind: 'level-number', target, level, number, term: target - cats };
  });
}

function readColumns(info: ModelInfo, key: string, count: number): Int32Array {
  const columns = info.ints(key, { length: count });
  if (columns.some((column) => column < 0 || column >= info.nFeatures)) {
    throw info.wrong(key, `columns of the ${info.nFeatures} features`);
  }
  return columns;
}

/** Levels are joined by an underscore; of equal names the first counts. */
function pairs(
  first: readonly string[],
  second: readonly string[],
  known: readonly string[],
): (a: number, b: number) => number {
  const numbers = new Map<string, number>();
  known.forEach((name, i) => {
    if (!numbers.has(name)) numbers.set(name, i);
  });
  return (a, b) => numbers.get(`${first[a]}_${second[b]}`) ?? -1;
}
