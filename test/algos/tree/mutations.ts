// Damage to bytes, for property tests.
import fc from 'fast-check';

/** Bytes that mean something to a tree: sizes, types, columns, and what is next to them. */
const TELLING = [0, 1, 2, 3, 4, 5, 6, 8, 12, 16, 32, 48, 49, 64, 112, 127, 128, 254, 255];

/** Changes some bytes and may cut the end off; positions are shares of the length. */
export interface Mutation {
  readonly changes: readonly (readonly [at: number, value: number])[];
  /** Share of the bytes that is left. */
  readonly kept: number;
}

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  changes: fc.array(
    // The beginning is where a change has the most consequences.
    fc.tuple(
      fc.oneof(
        share,
        share.map((x) => x ** 4),
      ),
      fc.oneof(fc.constantFrom(...TELLING), fc.integer({ min: 0, max: 255 })),
    ),
    { minLength: 1, maxLength: 4 },
  ),
  kept: fc.oneof({ arbitrary: fc.constant(1), weight: 4 }, share),
});

export function mutated(bytes: Uint8Array, { changes, kept }: Mutation): Uint8Array {
  const out = bytes.slice();
  for (const [at, value] of changes) out[Math.floor(at * out.length)] = value;
  return out.subarray(0, kept === 1 ? out.length : Math.floor(kept * out.length));
}
