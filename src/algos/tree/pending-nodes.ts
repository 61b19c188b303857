/** The levels that a bitset covers by its bytes, whatever the domain of its column. */
export interface FilledBitset {
  readonly first: number;
  readonly length: number;
  /** Number of the bitset over the same levels without a bit, once a NAvsREST node has needed it. */
  empty?: number;
}

/**
 * Nodes of a tree that are still to be read, the last one first. The fields are those of the node that `pop` took. Columns of numbers,
 * as an object per node costs more than all the rest of reading it.
 */
export class PendingNodes {
  node = 0;
  position = 0;
  isLeaf = false;
  depth = 0;
  /** H2O's number of the node. */
  nodeId = 0;
  /** The bitset that H2O's scorer has filled last on the way here. */
  lastBitset: FilledBitset | undefined;

  readonly #nodes: number[] = [];
  readonly #positions: number[] = [];
  readonly #areLeaves: boolean[] = [];
  readonly #depths: number[] = [];
  readonly #nodeIds: number[] = [];
  readonly #lastBitsets: (FilledBitset | undefined)[] = [];

  push(
    node: number,
    position: number,
    isLeaf: boolean,
    depth: number,
    nodeId: number,
    lastBitset: FilledBitset | undefined,
  ): void {
    this.#nodes.push(node);
    this.#positions.push(position);
    this.#areLeaves.push(isLeaf);
    this.#depths.push(depth);
    this.#nodeIds.push(nodeId);
    this.#lastBitsets.push(lastBitset);
  }

  /** Takes the node that was pushed last; false: there is none. */
  pop(): boolean {
    const node = this.#nodes.pop();
    if (node === undefined) return false;
    this.node = node;
    this.position = this.#positions.pop()!;
    this.isLeaf = this.#areLeaves.pop()!;
    this.depth = this.#depths.pop()!;
    this.nodeId = this.#nodeIds.pop()!;
    this.lastBitset = this.#lastBitsets.pop();
    return true;
  }
}
