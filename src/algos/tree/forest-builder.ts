import type { DescribedForest, ForestTable } from '../../engine/forest-table.js';

/** Most times that arrays get longer at once. */
const MOST_GROWTH = 8;
/** Arrays that are filled to this share are not copied to be trimmed. */
const FULL = 0.8;

/** Collects nodes and bitsets of a forest in arrays that grow when full; `finish` makes a table of them. */
export class ForestBuilder {
  #nodeCount = 0;
  #column = new Int32Array(1024);
  #threshold = new Float32Array(1024);
  #left = new Int32Array(1024);
  #flags = new Uint8Array(1024);
  #bitset = new Int32Array(1024);
  #nodeId = new Int32Array(1024);
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

  /** Begins the next tree; trees come in the order of the table. A tree that gets no node is absent. */
  beginTree(): void {
    this.#tree++;
    this.#treeStart[this.#tree] = this.#nodeCount;
  }

  /** Nodes of the current tree so far. */
  get treeNodeCount(): number {
    return this.#nodeCount - this.#treeStart[this.#tree];
  }

  /** Room for `count` adjacent nodes; returns the number of the first within the tree. */
  addNodes(count: number): number {
    const first = this.treeNodeCount;
    this.#nodeCount += count;
    if (this.#nodeCount > this.#column.length) this.#grow();
    return first;
  }

  setLeaf(node: number, value: number, nodeId: number, depth: number): void {
    const i = this.#index(node);
    this.#column[i] = -1;
    this.#threshold[i] = value;
    this.#left[i] = node;
    this.#flags[i] = 0;
    this.#bitset[i] = -1;
    if (this.#described) this.#nodeId[i] = nodeId;
    if (depth > this.#treeDepth[this.#tree]) this.#treeDepth[this.#tree] = depth;
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
    const i = this.#index(node);
    this.#column[i] = split.column;
    this.#threshold[i] = split.threshold;
    this.#left[i] = split.left;
    this.#flags[i] = split.flags;
    this.#bitset[i] = split.bitset;
    if (this.#described) this.#nodeId[i] = split.nodeId;
  }

  /** Training weight that reached a node; unknown unless it is set. */
  setWeight(node: number, weight: number): void {
    if (this.#described) this.#weight[this.#index(node)] = weight;
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
    return {
      groupCount: this.groupCount,
      treesPerGroup: this.treesPerGroup,
      columnCount: this.columnCount,
      treeStart: this.#treeStart,
      treeDepth: this.#treeDepth,
      column: trimmed(this.#column, n),
      threshold: trimmed(this.#threshold, n),
      left: trimmed(this.#left, n),
      flags: trimmed(this.#flags, n),
      bitset: trimmed(this.#bitset, n),
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

  #index(node: number): number {
    return this.#treeStart[this.#tree] + node;
  }

  #grow(): void {
    const size = this.#nextSize();
    this.#column = grown(this.#column, new Int32Array(size));
    this.#threshold = grown(this.#threshold, new Float32Array(size));
    this.#left = grown(this.#left, new Int32Array(size));
    this.#flags = grown(this.#flags, new Uint8Array(size));
    this.#bitset = grown(this.#bitset, new Int32Array(size));
    if (!this.#described) return;
    this.#nodeId = grown(this.#nodeId, new Int32Array(size));
    this.#weight = grown(this.#weight, new Float32Array(size).fill(NaN));
  }

  /** Room for the trees to come, should they be like those before, but no less than twice as much. */
  #nextSize(): number {
    const { length } = this.#column;
    const perTree = this.#treeStart[this.#tree] / Math.max(1, this.#tree);
    const expected = Math.ceil(1.1 * perTree * this.#treeDepth.length);
    return Math.max(this.#nodeCount, 2 * length, Math.min(expected, MOST_GROWTH * length));
  }
}

function grown<T extends Int32Array | Float32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function trimmed<T extends Int32Array | Float32Array | Uint8Array>(from: T, length: number): T {
  return (length < FULL * from.length ? from.slice(0, length) : from.subarray(0, length)) as T;
}
