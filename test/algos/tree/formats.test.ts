// One forest in every format of tree bytes and in both byte orders, as whole GBM MOJOs: the predictions are the same.
import { describe, expect, it } from 'vitest';
import { Frame, loadMojo } from '../../../src/node.js';
import { BACKENDS } from '../../support/backends.js';
import { zipOf } from '../../mojo/small-mojo.js';
import { mojoFiles, tinyGbm } from '../tiny-models.js';
import { treeFormat } from '../../../src/algos/tree/decode.js';
import { preOrder, writeAux, writeTree, type SplitSpec, type TestSpec } from './tree-bytes.js';
import type { TreeSpec } from './tree-bytes.js';

const leaf = (value: number): TreeSpec => ({ kind: 'leaf', value });
const split = (
  column: number,
  direction: number,
  test: TestSpec,
  left: TreeSpec,
  right: TreeSpec,
): SplitSpec => ({ kind: 'split', column, direction, test, sizeBytes: 1, left, right });

const below = (threshold: number): TestSpec => ({ kind: 'threshold', threshold });
/** Levels 1 and 3 go right. */
const inline: TestSpec = { kind: 'inline', bytes: [0b1010, 0, 0, 0] };
/** Levels 8 to 23, of which 9 and 20 go right. */
const bitset: TestSpec = { kind: 'bitset', first: 8, bits: 16, bytes: [0b10, 0b10000] };

const TREES: readonly TreeSpec[] = [
  split(0, 3, below(1.5), split(1, 2, inline, leaf(1), leaf(2)), leaf(4)),
  split(1, 4, bitset, leaf(8), split(0, 1, { kind: 'nothing', marker: 0 }, leaf(16), leaf(32))),
  leaf(64),
];
const LEVELS = Array.from({ length: 24 }, (_, i) => `l${i}`);

function files(mojoVersion: string, littleEndian: boolean) {
  const format = treeFormat(Number(mojoVersion));
  const tiny = tinyGbm({
    mojo_version: mojoVersion,
    endianness: littleEndian ? 'LITTLE_ENDIAN' : 'BIG_ENDIAN',
    n_trees: TREES.length,
  });
  const trees = TREES.flatMap((tree, i) => [
    [`trees/t00_00${i}.bin`, writeTree(tree, { format, littleEndian })] as const,
    [
      `trees/t00_00${i}_aux.bin`,
      writeAux(tree, (node) => preOrder(tree).indexOf(node), littleEndian),
    ] as const,
  ]);
  return mojoFiles({
    ...tiny,
    columns: ['x', 'level', 'y'],
    domains: [null, LEVELS, null],
    files: Object.fromEntries(trees),
  });
}

const ROWS = [
  { x: 1.4, level: 'l9' },
  { x: 1.5, level: 'l20' },
  { x: -1, level: 'l8' },
  { level: 'l9' },
  { x: 0, level: 'l10' },
];
/** Leaves are different powers of two: a sum tells the leaf of each tree. */
const EXPECTED = [1 + 16 + 64, 4 + 16 + 64, 1 + 8 + 64, 4 + 32 + 64, 1 + 8 + 64];

describe('a GBM of every tree format', () => {
  for (const mojoVersion of ['1.00', '1.10', '1.20', '1.30', '1.40']) {
    for (const littleEndian of [true, false]) {
      it(`${mojoVersion}, ${littleEndian ? 'little' : 'big'} endian`, async () => {
        using model = await loadMojo(await zipOf(files(mojoVersion, littleEndian)));
        for (const backend of BACKENDS) {
          const answer = await model.predict(Frame.fromRows(ROWS), { backend });
          expect(answer.toRows().map(({ predict }) => predict)).toEqual(EXPECTED);
        }
      });
    }
  }

  it('says the leaves of 1.30, in either byte order', async () => {
    for (const littleEndian of [true, false]) {
      using model = await loadMojo(await zipOf(files('1.30', littleEndian)));
      const frame = Frame.fromRows(ROWS.slice(0, 1));
      const ids = await model.predictLeafNodeAssignment(frame, { type: 'Node_ID' });
      expect(ids.toRows()).toEqual([{ 'T1.C1': 2, 'T2.C1': 3, 'T3.C1': 0 }]);
      const paths = await model.predictLeafNodeAssignment(frame);
      expect(paths.toRows()).toEqual([{ 'T1.C1': 'LL', 'T2.C1': 'RL', 'T3.C1': '' }]);
    }
  });

  it('has no paths before 1.20 and no numbers before 1.30', async () => {
    const frame = Frame.fromRows(ROWS);
    using old = await loadMojo(await zipOf(files('1.10', true)));
    await expect(old.predictLeafNodeAssignment(frame)).rejects.toMatchObject({
      code: 'MODEL_CATEGORY',
      needs: 'MOJO 1.20',
    });
    using later = await loadMojo(await zipOf(files('1.20', true)));
    expect((await later.predictLeafNodeAssignment(frame)).rowCount).toBe(ROWS.length);
    await expect(later.predictLeafNodeAssignment(frame, { type: 'Node_ID' })).rejects.toMatchObject(
      { code: 'MODEL_CATEGORY', needs: 'MOJO 1.30' },
    );
  });
});
