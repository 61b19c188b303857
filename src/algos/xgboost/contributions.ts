import type { DescribedForest } from '../../engine/forest-table.js';
import type { Kernels } from '../../engine/kernels.js';
import { MojoFormatError } from '../../errors.js';
import type { Archive } from '../../mojo/archive.js';
import { ByteCursor } from '../../mojo/byte-cursor.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import type { Contributions } from '../algorithm.js';
import { refusal, sumsOfClasses } from '../tree/contributions.js';
import { forestContributions } from '../tree/forest-contributions.js';
import { columnOf, featureCount, numericFeature } from './features.js';
import type { XGBoostData } from './read.js';

/**
 * TreeSHAP contributions of gbtree and dart, a feature per level of a categorical column (XGBoostContributionsPredictor). As in
 * H2O's library, the weights of dart's trees do not count.
 */
export function xgboostContributions(
  archive: Archive,
  info: ModelInfo,
  { booster, features }: XGBoostData,
  multinomial: boolean,
  kernels: Kernels,
): Contributions {
  if (booster.kind !== 'trees') throw refusal(info, 'gbtree or dart', 'gblinear has none');
  const classes = sumsOfClasses(info, booster.forest.treesPerGroup, multinomial);
  const names = [...featureNames(info), 'BiasTerm'];
  const width = featureCount(features) + 1;
  if (names.length !== width) {
    const what = `there are ${names.length - 1} names for ${width - 1} features`;
    throw refusal(info, `${width - 1} names`, what);
  }
  const forest = withAuxiliaryWeights(archive, booster.forest);
  return forestContributions({
    kernels,
    forest,
    features: booster.features,
    classes,
    names,
    columns: {
      names: info.columns.slice(0, forest.columnCount),
      of: Int32Array.from({ length: width - 1 }, (_, feature) => columnOf(features, feature)),
    },
    bias: booster.baseMargin,
    read(input, first, rows, cells) {
      cells.columns.forEach((column, c) => {
        const from = input.columns[c];
        for (let r = 0; r < rows; r++) {
          const x = from[first + r];
          column[r] = c < features.cats ? x : numericFeature(x, features.sparse);
        }
      });
    },
  });
}

/** Names of the features that a booster numbers. */
export function featureNames(info: ModelInfo): string[] {
  return info.columns.slice(0, info.nFeatures).flatMap((column, i) => {
    const domain = info.domains[i];
    if (!domain) return [column];
    return [...domain, 'missing(NA)'].map((level) => `${column}.${level}`);
  });
}

/**
 * `auxNodeWeights`: i32 number of trees, per tree i32 number of nodes and an f64 each, in place of the sums of hessians. Trees are those
 * of the first sum, as H2O reweights no multinomial model (XGBoostJavaMojoModel.updateNodeWeights).
 */
function withAuxiliaryWeights(archive: Archive, forest: DescribedForest): DescribedForest {
  const file = 'auxNodeWeights';
  if (!archive.has(file)) return forest;
  const cursor = new ByteCursor(archive.bytes(file), archive.fullPath(file), true);
  const weight = forest.weight.slice();
  const trees = cursor.i32();
  if (trees < 0 || trees > forest.groupCount) throw damaged(cursor, `weights of ${trees} trees`);
  for (let tree = 0; tree < trees; tree++) {
    const nodes = cursor.i32();
    const start = cursor.position;
    if (nodes < 0 || nodes * 8 > cursor.remaining)
      throw damaged(cursor, `weights of ${nodes} nodes`);
    for (let node = forest.treeStart[tree]; node < forest.treeStart[tree + 1]; node++) {
      const id = forest.nodeId[node];
      if (id >= nodes)
        throw damaged(cursor, `weights of ${nodes} nodes, but there is a node ${id}`);
      cursor.seek(start + id * 8);
      weight[node] = cursor.f64();
    }
    cursor.seek(start + nodes * 8);
  }
  return { ...forest, weight };
}

function damaged({ file, position }: ByteCursor, what: string): MojoFormatError {
  return new MojoFormatError(`${file}: ${what} at byte ${position}`, { file, offset: position });
}
