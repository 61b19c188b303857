import type { DescribedForest, ForestTable } from '../../engine/forest-table.js';
import { MojoFormatError } from '../../errors.js';
import type { PackedForest } from '../../engine/packed-forest.js';
import type { Archive } from '../../mojo/archive.js';
import { ByteCursor } from '../../mojo/byte-cursor.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { AuxNodes } from './aux-nodes.js';
import { decodeTree, treeFormat } from './decode.js';
import { ForestBuilder } from './forest-builder.js';

/** Trees that may be absent. H2O leaves those of classes out that no row has, of a thousand classes at most. */
const MOST_ABSENT = 2 ** 20;

/**
 * All trees of a MOJO: `trees/tCC_GGG.bin` with class CC and group GGG. A tree without a file is absent. Their auxiliary files, several
 * times as large, have to be there, but are not read. Throws MojoFormatError for a number of trees that lies.
 */
export function packedForest(
  archive: Archive,
  info: ModelInfo,
  treesPerGroup: number,
): PackedForest {
  const groupCount = info.int('n_trees');
  checkTreeCount(archive, groupCount, treesPerGroup);
  const hasAux = treeFormat(info.mojoVersion) !== '1.00';
  return {
    groupCount,
    treesPerGroup,
    columnCount: info.nFeatures,
    littleEndian: info.littleEndian,
    bytes: (tree) => {
      const path = treePath(tree, groupCount);
      if (!archive.has(path)) return undefined;
      if (hasAux) archive.requireFile(treePath(tree, groupCount, '_aux'));
      return archive.bytes(path);
    },
  };
}

/** Decodes the trees. */
export function readForest(packed: PackedForest, archive: Archive, info: ModelInfo): ForestTable {
  return decodeForest(packed, archive, info, false).finish();
}

/** As `readForest`, with the auxiliary files. */
export function readDescribedForest(
  packed: PackedForest,
  archive: Archive,
  info: ModelInfo,
): DescribedForest {
  return decodeForest(packed, archive, info, true).finishDescribed();
}

function decodeForest(
  packed: PackedForest,
  archive: Archive,
  info: ModelInfo,
  described: boolean,
): ForestBuilder {
  const { groupCount, treesPerGroup } = packed;
  const domainSizes = Int32Array.from(
    { length: info.nFeatures },
    (_, column) => info.domains[column]?.length ?? 0,
  );
  const format = treeFormat(info.mojoVersion);
  const cursorOf = (bytes: Uint8Array, path: string): ByteCursor =>
    new ByteCursor(bytes, path, info.littleEndian);
  const builder = new ForestBuilder(groupCount, treesPerGroup, info.nFeatures, described);
  for (let tree = 0; tree < groupCount * treesPerGroup; tree++) {
    const bytes = packed.bytes(tree);
    if (bytes === undefined) {
      builder.beginTree();
      continue;
    }
    const auxPath = treePath(tree, groupCount, '_aux');
    const hasAux = described && format !== '1.00';
    const aux = new AuxNodes(hasAux ? cursorOf(archive.bytes(auxPath), auxPath) : undefined);
    decodeTree(cursorOf(bytes, treePath(tree, groupCount)), format, domainSizes, aux, builder);
  }
  return builder;
}

/** Of tree `class * groupCount + group`. */
function treePath(tree: number, groupCount: number, suffix = ''): string {
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  const group = tree % groupCount;
  return `trees/t${pad((tree - group) / groupCount, 2)}_${pad(group, 3)}${suffix}.bin`;
}

/** A count that lies is refused before memory is spent on it: every group has at least one tree, and absent ones have a bound. */
function checkTreeCount(archive: Archive, groupCount: number, treesPerGroup: number): void {
  const files = archive.paths().filter((path) => path.startsWith('trees/')).length;
  if (
    groupCount < 0 ||
    groupCount > files ||
    treesPerGroup < 1 ||
    treesPerGroup > Math.max(1, files) ||
    groupCount * treesPerGroup > files + MOST_ABSENT
  ) {
    throw new MojoFormatError(
      `model.ini: n_trees = ${groupCount} with ${treesPerGroup} trees a group, but ${archive.name} holds ${files} files of trees`,
      { file: 'model.ini', key: 'n_trees', value: String(groupCount) },
    );
  }
}
