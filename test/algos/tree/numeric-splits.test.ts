// The short way through a tree's bytes, for splits by numbers, against the long one, which reads field by field.
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AuxNodes } from '../../../src/algos/tree/aux-nodes.js';
import { decodeTree, treeFormat, type TreeFormat } from '../../../src/algos/tree/decode.js';
import { ForestBuilder } from '../../../src/algos/tree/forest-builder.js';
import { NumericSplits } from '../../../src/algos/tree/numeric-splits.js';
import type { ForestTable } from '../../../src/engine/forest-table.js';
import { MojoFormatError } from '../../../src/errors.js';
import { ByteCursor } from '../../../src/mojo/byte-cursor.js';
import { mutated, mutation } from './mutations.js';
import { realTrees } from './real-trees.js';

interface Rules {
  readonly format: TreeFormat;
  readonly littleEndian: boolean;
  readonly domainSizes: readonly number[];
}

/** The forest, or the words of the error. */
function decode(bytes: Uint8Array, rules: Rules): ForestTable | string {
  const { format, littleEndian, domainSizes } = rules;
  const builder = new ForestBuilder(1, 1, domainSizes.length);
  const cursor = new ByteCursor(bytes, 'tree.bin', littleEndian);
  try {
    decodeTree(cursor, format, Int32Array.from(domainSizes), new AuxNodes(), builder);
  } catch (error) {
    if (error instanceof MojoFormatError) return error.message;
    throw error;
  }
  return builder.finish();
}

function decodeTheLongWay(bytes: Uint8Array, rules: Rules): ForestTable | string {
  const spy = vi.spyOn(NumericSplits.prototype, 'read').mockReturnValue(false);
  const decoded = decode(bytes, rules);
  spy.mockRestore();
  return decoded;
}

afterEach(() => vi.restoreAllMocks());

describe.each([
  'gbm/cancer_cv',
  'gbm/enc_one_hot_explicit',
  'gbm/bernoulli_mixed',
  'gbm/old_handmade_1_00_bitsets',
  'drf/regression',
  'isolationforest/contamination',
])('trees of %s', (name) => {
  it('are the same forest both ways', async () => {
    const { packed, info, domainSizes } = await realTrees(name);
    const rules = { format: treeFormat(info.mojoVersion), littleEndian: true, domainSizes };
    for (let tree = 0; tree < packed.groupCount * packed.treesPerGroup; tree++) {
      const bytes = packed.bytes(tree);
      if (bytes === undefined) continue;
      expect(decode(bytes, rules)).toEqual(decodeTheLongWay(bytes, rules));
    }
  });

  it('are the same forest or the same error both ways with damaged bytes', async () => {
    const { packed, info, domainSizes } = await realTrees(name);
    const trees = packed.groupCount * packed.treesPerGroup;
    const property = fc.property(
      fc.integer({ min: 0, max: trees - 1 }),
      mutation,
      fc.boolean(),
      (tree, damage, littleEndian) => {
        const rules = { format: treeFormat(info.mojoVersion), littleEndian, domainSizes };
        const bytes = mutated(packed.bytes(tree) ?? new Uint8Array(0), damage);
        expect(decode(bytes, rules)).toEqual(decodeTheLongWay(bytes, rules));
      },
    );
    fc.assert(property, { numRuns: 300 });
  });
});
