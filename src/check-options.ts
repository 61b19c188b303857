// Misspelt options would be ignored in silence. Each object of options has a list of the names that it may have, which the
// compiler keeps complete: Record<keyof Options, true>.
import { ArgumentError } from './errors.js';

/**
 * Throws ArgumentError for options that are no object, and for a name that is none of `known`; the message has the nearest one.
 * `call` names the call in messages. Cost: a look-up per option; meant for the start of calls, not for every row.
 */
export function checkOptions(
  call: string,
  options: unknown,
  known: Readonly<Record<string, true>>,
): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new ArgumentError(`the options of ${call}`, 'an object', options);
  }
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || Object.hasOwn(known, name)) continue;
    const names = Object.keys(known);
    const hint = nearest(name, names);
    const meant = hint === undefined ? '' : `did you mean ${hint}? `;
    throw new ArgumentError(
      `${name} of ${call}`,
      `a known option (${meant}there are ${names.join(', ')})`,
      value,
    );
  }
}

/** The name with the fewest edits, if these are few for its length. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((other) => ({ other, edits: distance(name.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  return best !== undefined && best.edits <= best.other.length / 2 ? best.other : undefined;
}

/** Levenshtein's distance: insertions, deletions and replacements. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, above[j] + 1, row[j - 1] + 1));
    }
    above = row;
  }
  return above[b.length];
}
