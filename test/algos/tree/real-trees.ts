// Trees of the golden cases, as they stand in their MOJOs.
import type { PackedForest } from '../../../src/engine/packed-forest.js';
import type { ForestTable } from '../../../src/engine/forest-table.js';
import { packedForest, readForest } from '../../../src/algos/tree/read-forest.js';
import { ModelInfo } from '../../../src/mojo/model-info.js';
import { resolveLimits } from '../../../src/mojo/limits.js';
import { readPath } from '../../../src/mojo/node-source.js';
import { CASES } from '../../support/cases.js';

export interface RealTrees {
  readonly packed: PackedForest;
  readonly info: ModelInfo;
  /** The same trees decoded. */
  readonly table: () => ForestTable;
  /** Levels per column, 0 for numbers. */
  readonly domainSizes: readonly number[];
}

export async function realTrees(name: string): Promise<RealTrees> {
  const { mojo } = CASES.find((golden) => golden.name === name)!;
  const { archive } = await readPath(mojo);
  const info = ModelInfo.read(archive, resolveLimits(undefined));
  const treesPerGroup = info.int('n_trees_per_class', info.nClasses === 2 ? 1 : info.nClasses);
  const packed = packedForest(archive, info, treesPerGroup);
  const domainSizes = Array.from({ length: info.nFeatures }, (_, column) => {
    return info.domains[column]?.length ?? 0;
  });
  return { packed, info, domainSizes, table: () => readForest(packed, archive, info) };
}
