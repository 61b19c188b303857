// A tree to look at: nested nodes under the field names of genmodel's SharedTreeNode.toJson.

export interface TreeView {
  /** Number of the tree group, from 0. */
  readonly index: number;
  /** Such as `Tree 0`, or `Tree 0, Class setosa`. */
  readonly name: string;
  readonly root: TreeNode;
}

interface NodeFields {
  /** H2O's number; the place within the tree where the MOJO has none (before 1.30). */
  readonly nodeNumber: number;
  /** Training weight that reached the node, where the MOJO tells. */
  readonly weight?: number;
  /** Of a child of a categorical split: levels that may come here, by number. */
  readonly matchValues?: readonly number[];
  /** Whether NA of the column above may come here. */
  readonly inclusiveNa: boolean;
}

export interface LeafNode extends NodeFields {
  readonly predValue: number;
}

export interface SplitNode extends NodeFields {
  readonly colId: number;
  readonly colName: string;
  /** NA goes left. */
  readonly leftward: boolean;
  readonly isCategorical: boolean;
  /** Of a categorical split. */
  readonly domain?: readonly string[];
  /** Of a numeric split: right from this value on. Absent where the split only parts NA from the rest, and of categorical ones. */
  readonly splitValue?: number;
  readonly leftChild: TreeNode;
  readonly rightChild: TreeNode;
}

export type TreeNode = LeafNode | SplitNode;

export function isLeaf(node: TreeNode): node is LeafNode {
  return !('colId' in node);
}

/** Whether the split only parts NA from the rest. */
export function isNaSplit({ isCategorical, splitValue }: SplitNode): boolean {
  return !isCategorical && splitValue === undefined;
}
