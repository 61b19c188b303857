import type { TreeModel } from '../algos/algorithm.js';
import { ModelCategoryError } from '../errors.js';
import type { ModelInfo } from '../mojo/model-info.js';
import type { LoadedModel } from '../algos/algorithm.js';
import type { Answer, OutputColumn } from './answer.js';
import { losesLeaves, presentTrees, treePaths } from './leaf-paths.js';

/** How a leaf is named: the way to it as text, or H2O's number of the node. */
export type LeafType = 'Path' | 'Node_ID';

/** The leaf that a row reaches in every tree (SharedTreeMojoModel.getLeafNodeAssignments), a column per tree. */
export function leafAssignmentAnswer(model: LoadedModel, type: LeafType): Answer {
  const treeModel = requireTrees(model.info, model.data.trees, type);
  const nodeId = type === 'Path' ? undefined : treeModel.described.nodeId;
  const trees = presentTrees(treeModel);
  const paths = trees.map(({ tree }) =>
    type === 'Path' || losesLeaves(treeModel, tree) ? treePaths(treeModel, tree) : undefined,
  );
  const { scorer } = model;
  const leaves = new Int32Array(scorer.input.capacity * treeModel.forest.treeDepth.length);

  const columns = trees.map(({ name }, i): OutputColumn => {
    const domain = paths[i]?.paths;
    return domain && type === 'Path'
      ? { name, kind: 'categorical', domain }
      : { name, kind: 'number', integer: true };
  });
  return {
    columns,
    run(rows, _, out, at) {
      scorer.leaves?.(rows, leaves);
      trees.forEach(({ tree }, i) => {
        const target = out[i];
        const ways = paths[i];
        for (let r = 0; r < rows; r++) {
          const node = leaves[tree * rows + r];
          const way = ways ? ways.pathOf(node) : node;
          // H2O finds the number by way of the path: -1 where that is lost.
          target[at + r] = nodeId === undefined || way < 0 ? way : nodeId[node];
        }
      });
      return [];
    },
  };
}

/** Throws ModelCategoryError unless the model consists of trees whose leaves have such names. */
export function requireTrees(
  info: ModelInfo,
  trees: TreeModel | undefined,
  type: LeafType,
): TreeModel {
  const what = `${info.algorithm} (MOJO ${info.mojoVersion.toFixed(2)})`;
  if (trees === undefined) {
    throw new ModelCategoryError(
      `leaf node assignment needs a model of trees; this is ${what}`,
      'a model of trees',
      info.algorithm,
    );
  }
  const since = type === 'Path' ? '1.20' : '1.30';
  if (!(type === 'Path' ? trees.hasPaths : trees.hasNodeIds)) {
    throw new ModelCategoryError(
      `leaf node assignment as ${type} needs MOJO ${since} or later; this is ${what}`,
      `MOJO ${since}`,
      info.mojoVersion.toFixed(2),
    );
  }
  return trees;
}
