import { edgeLines, nodesOf, nodeText } from './describe.js';
import { isLeaf, type TreeNode, type TreeView } from './tree-node.js';

const CHARACTER = 7;
const LINE = 14;
const PADDING = 8;
const BOX_HEIGHT = 24;
const MARGIN = 20;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The tree as a picture without outside parts: leaves side by side, each split above the middle of its children. */
export function treeToSvg({ name, root }: TreeView): string {
  const all = [...nodesOf(root)];
  const edges = all.flatMap(({ node }) =>
    isLeaf(node)
      ? []
      : [false, true].map((right) => ({
          from: node,
          to: right ? node.rightChild : node.leftChild,
          lines: edgeLines(node, right),
        })),
  );
  const texts = [...all.map(({ node }) => nodeText(node)), ...edges.flatMap(({ lines }) => lines)];
  const cell = Math.max(...texts.map((text) => text.length)) * CHARACTER + 2 * PADDING;
  const labelLines = Math.max(1, ...edges.map(({ lines }) => lines.length));
  const places = layOut(root, cell, BOX_HEIGHT + (labelLines + 2) * LINE);
  const place = (node: TreeNode) => places.get(node)!;

  const drawnEdges = edges.map(({ from, to, lines }) => edge(place(from), place(to), lines));
  const drawnNodes = all.map(({ node }) => box(node, place(node)));
  const leaves = all.filter(({ node }) => isLeaf(node)).length;
  const width = Math.max(leaves * cell, name.length * CHARACTER) + 2 * MARGIN;
  const height = Math.max(...all.map(({ node }) => place(node).y)) + BOX_HEIGHT + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="11" text-anchor="middle">`,
    `<title>${escapeXml(name)}</title>`,
    `<rect width="100%" height="100%" fill="white"/>`,
    ...drawnEdges,
    ...drawnNodes,
    '</svg>',
    '',
  ].join('\n');
}

/** Centres of the nodes; leaves stand `cell` apart. */
function layOut(root: TreeNode, cell: number, level: number): Map<TreeNode, Place> {
  const places = new Map<TreeNode, Place>();
  let leaves = 0;
  const visit = (node: TreeNode, depth: number): number => {
    const x = isLeaf(node)
      ? MARGIN + (leaves++ + 0.5) * cell
      : (visit(node.leftChild, depth + 1) + visit(node.rightChild, depth + 1)) / 2;
    places.set(node, { x, y: MARGIN + BOX_HEIGHT / 2 + depth * level });
    return x;
  };
  visit(root, 0);
  return places;
}

function box(node: TreeNode, { x, y }: Place): string {
  const text = nodeText(node);
  const width = text.length * CHARACTER + PADDING;
  const corner = isLeaf(node) ? BOX_HEIGHT / 2 : 2;
  const fill = isLeaf(node) ? '#e8f3e8' : '#eef2fb';
  return (
    `<rect x="${x - width / 2}" y="${y - BOX_HEIGHT / 2}" width="${width}" height="${BOX_HEIGHT}" rx="${corner}" fill="${fill}" stroke="#555"/>` +
    `<text x="${x}" y="${y + 4}">${escapeXml(text)}</text>`
  );
}

function edge(from: Place, to: Place, lines: readonly string[]): string {
  const bottom = from.y + BOX_HEIGHT / 2;
  const top = to.y - BOX_HEIGHT / 2;
  const first = top - lines.length * LINE;
  const label = lines.map(
    (line, i) => `<tspan x="${to.x}" y="${first + i * LINE}">${escapeXml(line)}</tspan>`,
  );
  const way = `<path d="M${from.x} ${bottom} L${to.x} ${top}" stroke="#999"/>`;
  // A white rim keeps the text readable where it lies on the line.
  return `${way}<text paint-order="stroke" stroke="white" stroke-width="3">${label.join('')}</text>`;
}

/** Characters that XML gives a meaning, and those that it cannot hold. */
function escapeXml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text
    .replace(/[&<>"]/g, (character) => names[character])
    .replace(/[^\P{C}\p{Cf}\p{Co}]/gu, ' ');
}
