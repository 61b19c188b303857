// A model's trees as flat arrays, from the public `model.tree`, for the contenders that get the same trees in a format of their own:
//   a line of JSON { trees, nodes, columns }, then treeStart int32[trees + 1], feature int32[nodes] (-1: a leaf), left int32[nodes] and
//   right int32[nodes] (within the tree), value float32[nodes] (threshold: right from it on; or the leaf), naLeft uint8[nodes]
import { writeFile } from 'node:fs/promises';
import { loadMojo } from 'wasmojo';

/** The forest of a MOJO with one tree a group and numeric splits only. */
export async function readForest(mojo) {
  const model = await loadMojo(mojo, { backend: 'js' });
  const { groupCount, treesPerGroup } = model.trees;
  if (treesPerGroup !== 1) throw new Error('trees of several classes are not converted');
  const nodes = { feature: [], left: [], right: [], value: [], naLeft: [] };
  const treeStart = [0];
  for (let tree = 0; tree < groupCount; tree++) {
    appendTree(nodes, model.tree(tree).root);
    treeStart.push(nodes.feature.length);
  }
  const columns = model.columnPlan.columns.length;
  model.dispose();
  return {
    columns,
    treeStart: Int32Array.from(treeStart),
    feature: Int32Array.from(nodes.feature),
    left: Int32Array.from(nodes.left),
    right: Int32Array.from(nodes.right),
    value: Float32Array.from(nodes.value),
    naLeft: Uint8Array.from(nodes.naLeft),
  };
}

export async function writeForest(path, forest) {
  const { treeStart, feature, left, right, value, naLeft, columns } = forest;
  const header = { trees: treeStart.length - 1, nodes: feature.length, columns };
  const arrays = [treeStart, feature, left, right, value, naLeft];
  await writeFile(path, [
    Buffer.from(`${JSON.stringify(header)}\n`),
    ...arrays.map(({ buffer }) => new Uint8Array(buffer)),
  ]);
}

/** Nodes level by level, numbered from the tree's root on; siblings are neighbours, which XGBoost relies on. */
function appendTree({ feature, left, right, value, naLeft }, root) {
  const queue = [root];
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at];
    const isLeaf = !('colId' in node);
    if (!isLeaf && node.splitValue === undefined) {
      throw new Error('a split without a threshold is not converted');
    }
    feature.push(isLeaf ? -1 : node.colId);
    value.push(isLeaf ? node.predValue : node.splitValue);
    naLeft.push(!isLeaf && node.leftward ? 1 : 0);
    left.push(isLeaf ? 0 : queue.length);
    right.push(isLeaf ? 0 : queue.length + 1);
    if (!isLeaf) queue.push(node.leftChild, node.rightChild);
  }
}
