// The order in which java.util.HashMap hands out its keys.

/** `String.hashCode()` of Java, signed. */
export function javaHashCode(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

/**
 * The order of iteration over a `java.util.HashMap` (default constructor) into which `keys`, all
 * different, were put one by one: the positions in `keys`, first out first. Within a bucket keys come
 * out as they went in. Not modelled: what Java does once nine keys share a bucket (it grows the table or
 * makes a tree), which needs keys chosen to collide.
 */
export function hashMapOrder(keys: readonly string[]): number[] {
  return orderOfHashes(keys.map(javaHashCode));
}

/** The same of a map whose keys are Integers, which are their own hash codes. */
export function hashMapOrderOfInts(keys: readonly number[]): number[] {
  return orderOfHashes(keys);
}

function orderOfHashes(hashes: readonly number[]): number[] {
  const mask = capacityFor(hashes.length) - 1;
  const bucket = hashes.map((hash) => (hash ^ (hash >>> 16)) & mask);
  // A stable sort: growing the table keeps the order of insertion within a bucket.
  return hashes.map((_, index) => index).sort((a, b) => bucket[a] - bucket[b]);
}

/** The table starts at 16 and doubles when it is more than three quarters full. */
function capacityFor(size: number): number {
  let capacity = 16;
  while (size > capacity * 0.75) capacity *= 2;
  return capacity;
}
