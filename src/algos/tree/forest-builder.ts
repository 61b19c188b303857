import type { DescribedForest, ForestTable } from '../../engine/forest-table.js';

/** Most times that arrays get longer at once. */
const MOST_GROWTH = 8;
/** Arrays that are filled to this share are not copied to be trimmed. */
const FULL = 0.8;

/** What a node takes in a MOJO: half a split by a number with the size of its left subtree, half a leaf. */
const NODE_BYTES = 6;

/** Nodes in the order of the table, whose fields these are (forest-table.ts). */
export interface NodeArrays {
  readonly column: Int32Array;
  readonly threshold: Float32Array;
  readonly left: Int32Array;
  readonly flags: Uint8Array;
  readonly bitset: Int32Array;
}

/** Collects nodes and bitsets of a forest in arrays that grow when full; `finish` makes a table of them. */
export class ForestBuilder {
  #nodeCount = 0;
  #nodes = nodeArrays(1024);
  #nodeId = new Int32Array(1024).fill(-1);
  #weight = new Float32Array(1024).fill(NaN);
  readonly #described: boolean;

  readonly #bitsetFirst: number[] = [];
  readonly #bitsetLength: number[] = [];
  readonly #bitsetStart: number[] = [];
  #bits = new Uint8Array(1024);
  #bitBytes = 0;

  readonly #treeStart: Int32Array;
  readonly #treeDepth: Int32Array;
  #tree = -1;

  /** `described`: ids and weights of nodes are wanted, for `finishDescribed`. */
  constructor(
    readonly groupCount: number,
    readonly treesPerGroup: number,
    readonly columnCount: number,
    described = true,
  ) {
    this.#described = described;
    this.#treeStart = new Int32Array(groupCount * treesPerGroup + 1);
    this.#treeDepth = new Int32Array(groupCount * treesPerGroup);
  }

  /**
   * Begins the next tree; trees come in the order of the table. A tree that gets no node is absent. `bytes`: of the tree; for as many
   * nodes as they most often are there is room then.
   */
  beginTree(bytes = 0): void {
    this.#tree++;
    this.#treeStart[this.#tree] = this.#nodeCount;
    const most = this.#nodeCount + Math.ceil(bytes / NODE_BYTES);
    if (most > this.#nodes.column.length) this.#grow(most);
  }

  /**
   * Adds `count` adjacent nodes; returns the number of the first within the tree. They are leaves, whose value is 0 until it is set,
   * and not in the tree's depth.
   */
  addNodes(count: number): number {
    const start = this.#nodeCount;
    const first = start - this.#treeStart[this.#tree];
    this.#nodeCount += count;
    if (this.#nodeCount > this.#nodes.column.length) this.#grow(this.#nodeCount);
    const { column, left, bitset } = this.#nodes;
    for (let i = 0; i < count; i++) {
      column[start + i] = -1;
      left[start + i] = first + i;
      bitset[start + i] = -1;
    }
    return first;
  }

  /** What `setSplit` and `setLeaf` write to, for those who write themselves. Other arrays after `addNodes` has needed room. */
  get nodes(): NodeArrays {
    return this.#nodes;
  }

  /** Where a node of the current tree stands in the arrays. */
  tableNode(node: number): number {
    return this.#treeStart[this.#tree] + node;
  }

  /** Says that a leaf of the current tree lies below `depth` splits. */
  deepen(depth: number): void {
    if (depth > this.#treeDepth[this.#tree]) this.#treeDepth[this.#tree] = depth;
  }

  setLeaf(node: number, value: number, nodeId: number, depth: number): void {
    const i = this.tableNode(node);
    this.#nodes.threshold[i] = value;
    if (this.#described) this.#nodeId[i] = nodeId;
    this.deepen(depth);
  }

  /** A split; threshold is unused where `bitset` >= 0. */
  setSplit(
    node: number,
    split: {
      column: number;
      threshold: number;
      bitset: number;
      flags: number;
      left: number;
      nodeId: number;
    },
  ): void {
    const i = this.tableNode(node);
    const { column, threshold, left, flags, bitset } = this.#nodes;
    column[i] = split.column;
    threshold[i] = split.threshold;
    left[i] = split.left;
    flags[i] = split.flags;
    bitset[i] = split.bitset;
    if (this.#described) this.#nodeId[i] = split.nodeId;
  }

  /** Training weight that reached a node; unknown unless it is set. */
  setWeight(node: number, weight: number): void {
    if (this.#described) this.#weight[this.tableNode(node)] = weight;
  }

  /** H2O's number of a node and its training weight. */
  describe(node: number, nodeId: number, weight: number): void {
    if (!this.#described) return;
    this.#nodeId[this.tableNode(node)] = nodeId;
    this.#weight[this.tableNode(node)] = weight;
  }

  /** Adds a bitset over levels first .. first + length - 1 and returns its number. Missing bytes are zero bits. */
  addBitset(first: number, length: number, bytes: Uint8Array): number {
    const size = Math.ceil(length / 8);
    while (this.#bitBytes + size > this.#bits.length) {
      const grown = new Uint8Array(this.#bits.length * 2);
      grown.set(this.#bits);
      this.#bits = grown;
    }
    this.#bits.set(bytes.subarray(0, size), this.#bitBytes);
    this.#bitsetFirst.push(first);
    this.#bitsetLength.push(length);
    this.#bitsetStart.push(this.#bitBytes);
    this.#bitBytes += size;
    return this.#bitsetFirst.length - 1;
  }

  finish(): ForestTable {
    const trees = this.#treeDepth.length;
    for (let t = this.#tree + 1; t <= trees; t++) this.#treeStart[t] = this.#nodeCount;
    const n = this.#nodeCount;
    const { column, threshold, left, flags, bitset } = this.#nodes;
    return {
      groupCount: this.groupCount,
      treesPerGroup: this.treesPerGroup,
      columnCount: this.columnCount,
      treeStart: this.#treeStart,
      treeDepth: this.#treeDepth,
      column: trimmed(column, n),
      threshold: trimmed(threshold, n),
      left: trimmed(left, n),
      flags: trimmed(flags, n),
      bitset: trimmed(bitset, n),
      bitsetFirst: Int32Array.from(this.#bitsetFirst),
      bitsetLength: Int32Array.from(this.#bitsetLength),
      bitsetStart: Int32Array.from(this.#bitsetStart),
      bits: this.#bits.slice(0, this.#bitBytes),
    };
  }

  /** As `finish`, with ids and weights of the nodes. */
  finishDescribed(): DescribedForest {
    const n = this.#nodeCount;
    return {
      ...this.finish(),
      nodeId: trimmed(this.#nodeId, n),
      weight: trimmed(this.#weight, n),
    };
  }

  #grow(least: number): void {
    const size = this.#nextSize(least);
    const from = this.#nodes;
    this.#nodes = nodeArrays(size);
    this.#nodes.column.set(from.column);
    this.#nodes.threshold.set(from.threshold);
    this.#nodes.left.set(from.left);
    this.#nodes.flags.set(from.flags);
    this.#nodes.bitset.set(from.bitset);
    if (!this.#described) return;
    this.#nodeId = grown(this.#nodeId, new Int32Array(size).fill(-1));
    this.#weight = grown(this.#weight, new Float32Array(size).fill(NaN));
  }

  /** Room for the trees to come, should they be like those before, but no less than twice as much. */
  #nextSize(least: number): number {
    const { length } = this.#nodes.column;
    const perTree = this.#treeStart[this.#tree] / Math.max(1, this.#tree);
    const expected = Math.ceil(1.1 * perTree * this.#treeDepth.length);
    return Math.max(least, 2 * length, Math.min(expected, MOST_GROWTH * length));
  }
}

function nodeArrays(size: number): NodeArrays {
  return {
    column: new Int32Array(size),
    threshold: new Float32Array(size),
    left: new Int32Array(size),
    flags: new Uint8Array(size),
    bitset: new Int32Array(size),
  };
}

function grown<T extends Int32Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function trimmed<T extends Int32Array | Float32Array | Uint8Array>(from: T, length: number): T {
  return (length < FULL * from.length ? from.slice(0, length) : from.subarray(0, length)) as T;
}
