import type { DescribedForest, ForestTable } from '../../engine/forest-table.js';
import { MojoFormatError } from '../../errors.js';
import type { Archive } from '../../mojo/archive.js';
import { ByteCursor } from '../../mojo/byte-cursor.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { AuxNodes } from './aux-nodes.js';
import { decodeTree, treeFormat } from './decode.js';
import { ForestBuilder } from './forest-builder.js';

/**
 * All trees of a MOJO: `trees/tCC_GGG.bin` with class CC and group GGG. A tree without a file is absent. Their auxiliary files, several
 * times as large, have to be there, but are not read.
 */
export function readForest(archive: Archive, info: ModelInfo, treesPerGroup: number): ForestTable {
  return decodeForest(archive, info, treesPerGroup, false).finish();
}

/** As `readForest`, with the auxiliary files. */
export function readDescribedForest(
  archive: Archive,
  info: ModelInfo,
  treesPerGroup: number,
): DescribedForest {
  return decodeForest(archive, info, treesPerGroup, true).finishDescribed();
}

function decodeForest(
  archive: Archive,
  info: ModelInfo,
  treesPerGroup: number,
  described: boolean,
): ForestBuilder {
  const groupCount = info.int('n_trees');
  checkTreeCount(archive, groupCount, treesPerGroup);
  const domainSizes = Int32Array.from(
    { length: info.nFeatures },
    (_, column) => info.domains[column]?.length ?? 0,
  );
  const format = treeFormat(info.mojoVersion);
  const open = (path: string) => new ByteCursor(archive.bytes(path), path, info.littleEndian);
  const openAux = (path: string): ByteCursor | undefined => {
    if (described) return open(path);
    archive.requireFile(path);
    return undefined;
  };
  const builder = new ForestBuilder(groupCount, treesPerGroup, info.nFeatures, described);
  for (let c = 0; c < treesPerGroup; c++) {
    for (let g = 0; g < groupCount; g++) {
      const path = treePath(c, g);
      if (!archive.has(path)) {
        builder.beginTree();
        continue;
      }
      const cursor = open(path);
      const aux = new AuxNodes(format === '1.00' ? undefined : openAux(treePath(c, g, '_aux')));
      decodeTree(cursor, format, domainSizes, aux, builder);
    }
  }
  return builder;
}

function treePath(classIndex: number, group: number, suffix = ''): string {
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  return `trees/t${pad(classIndex, 2)}_${pad(group, 3)}${suffix}.bin`;
}

/** A count that lies is refused before memory is spent on it: every group has at least one tree. */
function checkTreeCount(archive: Archive, groupCount: number, treesPerGroup: number): void {
  const files = archive.paths().filter((path) => path.startsWith('trees/')).length;
  if (
    groupCount < 0 ||
    groupCount > files ||
    treesPerGroup < 1 ||
    treesPerGroup > Math.max(1, files)
  ) {
    throw new MojoFormatError(
      `model.ini: n_trees = ${groupCount} with ${treesPerGroup} trees a group, but ${archive.name} holds ${files} files of trees`,
      { file: 'model.ini', key: 'n_trees', value: String(groupCount) },
    );
  }
}
