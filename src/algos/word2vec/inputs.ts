import type { CategoricalInput, InputPlan } from '../../frame/input-plan.js';

/** Columns of these names as words: each goes in as the number of its word, `words.size` for one that is not known. */
export function wordInputs(
  words: ReadonlyMap<string, number>,
  names: readonly string[],
): InputPlan {
  const inputs = names.map((name, target): CategoricalInput => ({
    kind: 'categorical',
    name,
    target,
    width: 1,
    textOnly: true,
    levels: [],
    lookup: (text) => words.get(text) ?? words.size,
    encode: (word) => word,
  }));
  return { width: names.length, inputs };
}
