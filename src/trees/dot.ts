import { edgeLines, nodesOf, nodeText } from './describe.js';
import { isLeaf, type TreeView } from './tree-node.js';

/** The tree in Graphviz's language. */
export function treeToDot({ name, root }: TreeView): string {
  const nodes: string[] = [];
  const edges: string[] = [];
  for (const { node } of nodesOf(root)) {
    const shape = isLeaf(node) ? 'ellipse' : 'box';
    nodes.push(`  N${node.nodeNumber} [shape=${shape}, label=${quoted([nodeText(node)])}];`);
    if (isLeaf(node)) continue;
    for (const right of [false, true]) {
      const child = right ? node.rightChild : node.leftChild;
      const label = quoted(edgeLines(node, right));
      edges.push(`  N${node.nodeNumber} -> N${child.nodeNumber} [label=${label}];`);
    }
  }
  const head = `  label=${quoted([name])};\n  labelloc=t;`;
  return `digraph tree {\n${head}\n${[...nodes, ...edges].join('\n')}\n}\n`;
}

/** Lines as one string of Graphviz. */
function quoted(lines: readonly string[]): string {
  const escaped = lines.map((line) => line.replace(/[\\"]/g, '\\$&').replace(/\r\n|[\r\n]/g, ' '));
  return `"${escaped.join('\\n')}"`;
}
