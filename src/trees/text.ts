import { edgeLines, nodeText } from './describe.js';
import { isLeaf, type TreeNode, type TreeView } from './tree-node.js';

/** The tree as indented lines: what comes to a node, its number, and its split or value. */
export function treeToText({ name, root }: TreeView): string {
  return `${[name, ...lines(root, '', '')].join('\n')}\n`;
}

function lines(node: TreeNode, indent: string, edge: string): string[] {
  const weight = node.weight === undefined ? '' : `, weight ${node.weight}`;
  const own = `${indent}${edge}N${node.nodeNumber}: ${nodeText(node)}${weight}`;
  if (isLeaf(node)) return [own];
  const children = [false, true].flatMap((right) => {
    const edgeText = edgeLines(node, right).join(', ');
    return lines(right ? node.rightChild : node.leftChild, `${indent}  `, `${edgeText} -> `);
  });
  return [own, ...children];
}
