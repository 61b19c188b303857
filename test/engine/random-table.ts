// Forest tables with every kind of node, for comparing back ends.
import {
  CATEGORICAL,
  NA_RIGHT,
  OUTSIDE_RIGHT,
  type DescribedForest,
} from '../../src/engine/forest-table.js';
import { EXTREMES } from './random.js';

export interface TableShape {
  readonly groupCount: number;
  readonly treesPerGroup: number;
  readonly columnCount: number;
  readonly maxDepth: number;
  /** Share of nodes above maxDepth that are leaves. */
  readonly leafShare: number;
  /** Share of splits that test a bitset. */
  readonly categoricalShare: number;
  /** Share of trees without nodes. */
  readonly absentShare: number;
  /** Few different ones, which repeat, or many, or many of which most are very close together. [few] */
  readonly thresholds?: 'few' | 'many' | 'crowded';
}

/** A table whose trees have random shapes, thresholds, directions and bitsets. */
export function randomTable(shape: TableShape, random: () => number): DescribedForest {
  const column: number[] = [];
  const threshold: number[] = [];
  const left: number[] = [];
  const flags: number[] = [];
  const bitset: number[] = [];
  const treeStart = [0];
  const treeDepth: number[] = [];
  const first: number[] = [];
  const length: number[] = [];
  const start: number[] = [];
  const bits: number[] = [];

  for (let tree = 0; tree < shape.groupCount * shape.treesPerGroup; tree++) {
    treeDepth.push(random() < shape.absentShare ? 0 : addTree());
    treeStart.push(column.length);
  }
  return {
    groupCount: shape.groupCount,
    treesPerGroup: shape.treesPerGroup,
    columnCount: shape.columnCount,
    treeStart: Int32Array.from(treeStart),
    treeDepth: Int32Array.from(treeDepth),
    column: Int32Array.from(column),
    threshold: Float32Array.from(threshold),
    left: Int32Array.from(left),
    flags: Uint8Array.from(flags),
    bitset: Int32Array.from(bitset),
    nodeId: new Int32Array(column.length).fill(-1),
    weight: new Float32Array(column.length).fill(NaN),
    bitsetFirst: Int32Array.from(first),
    bitsetLength: Int32Array.from(length),
    bitsetStart: Int32Array.from(start),
    bits: Uint8Array.from(bits),
  };

  function addTree(): number {
    const root = column.length;
    const depths = [0];
    addNode();
    for (let node = root; node < column.length; node++) {
      const depth = depths[node - root];
      if (depth === shape.maxDepth || random() < shape.leafShare) {
        makeLeaf(node, root);
        continue;
      }
      makeSplit(node, root);
      addNode();
      addNode();
      depths.push(depth + 1, depth + 1);
    }
    return depths[depths.length - 1];
  }

  function addNode(): void {
    column.push(-1);
    threshold.push(0);
    left.push(0);
    flags.push(0);
    bitset.push(-1);
  }

  function makeLeaf(node: number, root: number): void {
    left[node] = node - root;
    threshold[node] = random() - 0.5;
  }

  function makeSplit(node: number, root: number): void {
    column[node] = Math.floor(random() * shape.columnCount);
    left[node] = column.length - root;
    flags[node] = random() < 0.5 ? NA_RIGHT : 0;
    if (random() < shape.categoricalShare) {
      flags[node] |= CATEGORICAL | (random() < 0.5 ? OUTSIDE_RIGHT : 0);
      bitset[node] = addBitset();
    } else {
      threshold[node] = randomThreshold();
    }
  }

  function randomThreshold(): number {
    if (random() < 0.2) return EXTREMES[Math.floor(random() * EXTREMES.length)];
    if (shape.thresholds === 'many') return Math.fround((random() - 0.5) * 10);
    if (shape.thresholds === 'crowded') return Math.fround((random() - 0.5) ** 7 * 1e6);
    return Math.round((random() - 0.5) * 20) / 4;
  }

  function addBitset(): number {
    const levels = Math.floor(random() * 40);
    first.push(random() < 0.5 ? 0 : Math.floor(random() * 10));
    length.push(levels);
    start.push(bits.length);
    for (let i = 0; i < Math.ceil(levels / 8); i++) bits.push(Math.floor(random() * 256));
    return first.length - 1;
  }
}
