// Random trees and rows for property tests.
import fc from 'fast-check';
import type { TreeFormat } from '../../../src/algos/tree/decode.js';
import type { LeafSpec, SplitSpec, TestSpec, TreeSpec } from './tree-bytes.js';

/** Two numbers, two categorical columns whose rows hold known levels, one whose rows hold any level. */
export const DOMAIN_SIZES: readonly number[] = [0, 0, 3, 40, 20];
const KNOWN_COLUMNS = [0, 1, 2, 3];
const ANY_LEVEL_COLUMN = 4;

const THRESHOLDS = [
  0,
  -0,
  0.1,
  -0.1,
  1.5,
  7,
  20,
  1e-45,
  1.1754943508222875e-38,
  3.4028234663852886e38,
  16777216,
  -2.5,
  Infinity,
  -Infinity,
  NaN,
].map(Math.fround);

/** Neighbours of the thresholds: floats, and doubles that round to them. */
const NUMBERS = THRESHOLDS.flatMap((t) => [t, t * (1 + 2 ** -24), t * (1 - 2 ** -24), t + 1e-12]);

const leaf: fc.Arbitrary<LeafSpec> = fc.record({ kind: fc.constant('leaf'), value: fc.float() });

const bytes = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 255 }), { minLength: length, maxLength: length });

const threshold: fc.Arbitrary<TestSpec> = fc.record({
  kind: fc.constant('threshold'),
  threshold: fc.constantFrom(...THRESHOLDS),
});
const inline: fc.Arbitrary<TestSpec> = fc.record({ kind: fc.constant('inline'), bytes: bytes(4) });
const nothing: fc.Arbitrary<TestSpec> = fc.record({
  kind: fc.constant('nothing'),
  marker: fc.constantFrom(0, 8, 12),
});

function bitset(format: TreeFormat): fc.Arbitrary<TestSpec> {
  return fc
    .record({
      first: fc.constantFrom(0, 0, 1, 7, 33),
      bits: format === '1.20' ? fc.integer({ min: 0, max: 70 }) : fc.constantFrom(0, 8, 40, 64),
    })
    .chain(({ first, bits }) =>
      bytes(Math.ceil(bits / 8)).map((values) => ({
        kind: 'bitset' as const,
        first,
        bits,
        bytes: values,
      })),
    );
}

/** What a split tests, in which column, and where NA goes. */
function decision(
  format: TreeFormat,
): fc.Arbitrary<Pick<SplitSpec, 'column' | 'direction' | 'test'>> {
  const known = fc.constantFrom(...KNOWN_COLUMNS);
  const direction = fc.constantFrom(2, 3, 4, 5);
  const levels = fc.oneof(inline, bitset(format));
  return fc.oneof(
    fc.record({ column: known, direction, test: threshold }),
    fc.record({ column: known, direction: fc.constant(1), test: nothing }),
    fc.record({
      column: fc.constantFrom(...KNOWN_COLUMNS.slice(1), ANY_LEVEL_COLUMN),
      direction,
      test: levels,
    }),
    fc.record({ column: fc.constant(ANY_LEVEL_COLUMN), direction, test: levels }),
  );
}

/** A tree whose leaves have the values 0, 1, 2, ... in the order of the bytes, so that a value names its leaf. */
export function treeOf(format: TreeFormat): fc.Arbitrary<TreeSpec> {
  const { tree } = fc.letrec<{ tree: TreeSpec; split: TreeSpec }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      leaf,
      tie('split'),
      tie('split'),
    ),
    split: fc
      .tuple(decision(format), fc.integer({ min: 1, max: 4 }), tie('tree'), tie('tree'))
      .map(([what, sizeBytes, left, right]): SplitSpec => ({
        kind: 'split',
        ...what,
        sizeBytes,
        left,
        right,
      })),
  }));
  return tree.map((root) => {
    let leaves = 0;
    const numbered = (node: TreeSpec): TreeSpec => {
      if (node.kind === 'leaf') return { ...node, value: leaves++ };
      const left = numbered(node.left);
      return { ...node, left, right: numbered(node.right) };
    };
    return numbered(root);
  });
}

const number = fc.oneof(
  fc.constantFrom(...NUMBERS, 1e308, -1e308, 5e-324, 2147483648, -2147483649),
  fc.double(),
  fc.integer({ min: 0, max: 80 }),
);
const levelBelow = (size: number) =>
  fc.oneof(fc.integer({ min: 0, max: size - 1 }), fc.constant(NaN));

/** A row for DOMAIN_SIZES. */
export const randomRow: fc.Arbitrary<number[]> = fc.tuple(
  number,
  number,
  levelBelow(3),
  levelBelow(40),
  levelBelow(300),
);
