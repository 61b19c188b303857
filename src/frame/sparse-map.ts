/** Keys that nobody looks up, per key that somebody does; and the least of them. */
const SPARE = 4;
const LEAST_SPARE = 128;
/** Of more keys the table would leave the first-level cache. */
const MOST_KEYS = 1024;

/** Texts, and keys that nobody has. */
export type SparseMap<V> = Map<string | symbol, V>;

/**
 * The entries in a map that has room for `keys` and finds them sooner: Maps of V8 have two keys in a bucket, so that every other look-up has
 * to compare with another key first, which no processor foresees. Keys that are met by nobody, put in before, make a Map have more buckets, and
 * stand behind the others in theirs. Do not ask for its size. Cost: some 40 bytes per spare key. The map itself where keys are many.
 */
export function sparseMap<V>(entries: SparseMap<V>, keys: number, none: V): SparseMap<V> {
  if (keys > MOST_KEYS) return entries;
  const sparse: SparseMap<V> = new Map();
  const spare = Math.max(LEAST_SPARE, SPARE * keys);
  for (let i = 0; i < spare; i++) sparse.set(Symbol(), none);
  for (const [key, value] of entries) sparse.set(key, value);
  return sparse;
}
