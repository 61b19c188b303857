// The words that all pictures of a tree use.
import { javaFloat } from '../java/double-text.js';
import { isLeaf, isNaSplit, type SplitNode, type TreeNode } from './tree-node.js';

/** Most levels that an edge names; more are counted. */
const MAX_LEVELS = 10;

/** `Distance < 187.5`, `Origin`, or a leaf's value. */
export function nodeText(node: TreeNode): string {
  if (isLeaf(node)) return javaFloat(node.predValue);
  if (node.splitValue === undefined) return node.colName;
  return `${node.colName} < ${javaFloat(node.splitValue)}`;
}

/** What goes to a child: `[NA]`, `<`, `>=`, `[Not NA]`, levels or their number. */
export function edgeLines(split: SplitNode, right: boolean): string[] {
  const child = right ? split.rightChild : split.leftChild;
  const lines = child.inclusiveNa ? ['[NA]'] : [];
  if (isNaSplit(split)) return right ? lines : [...lines, '[Not NA]'];
  if (!split.isCategorical) return [...lines, right ? '>=' : '<'];
  const levels = child.matchValues ?? [];
  if (levels.length === 0 || levels.length > MAX_LEVELS)
    return [...lines, `${levels.length} levels`];
  return [...lines, ...levels.map((level) => split.domain?.[level] ?? String(level))];
}

/** All nodes with their depth, each before its children, left before right. */
export function* nodesOf(node: TreeNode, depth = 0): Generator<{ node: TreeNode; depth: number }> {
  yield { node, depth };
  if (isLeaf(node)) return;
  yield* nodesOf(node.leftChild, depth + 1);
  yield* nodesOf(node.rightChild, depth + 1);
}
