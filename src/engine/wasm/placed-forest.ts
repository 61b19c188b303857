// A forest whose nodes are in the kernels' memory becomes what the kernels walk (pictures in assembly/layout.ts).
import {
  LANES,
  NARROW_BYTES,
  TILE_ROWS,
  TOP_LEVELS,
  TREE_ABSENT,
  TREE_AHEAD,
  TREE_BYTES,
  TREE_KIND,
  TREE_NODES,
  TREE_OPEN,
  TREE_PRESENT,
  TREE_STEPS,
  TREE_WIDE,
  WIDE_BYTES,
} from '../../../assembly/layout.js';
import type { SumType } from '../kernels.js';
import type { Arena } from './arena.js';

/** What a second-level cache keeps, next to other things. */
const CACHED_BYTES = 2 ** 18;
const MOST_TILES = 32;

/** What the kernel forest needs to know of the loaded trees. */
export interface LoadedForest {
  /** Address of the forest record. */
  readonly address: number;
  /** Address of the nodes that the rows of one tile reached. */
  readonly reached: number;
}

/** A tree's nodes, and how walks through them end. */
export interface PlacedTree {
  readonly nodesPtr: number;
  /** Node 0 included. */
  readonly count: number;
  /** Nodes are of WIDE_BYTES instead of NARROW_BYTES. */
  readonly wide: boolean;
  /** Edges on the longest path, the copies below leaves of the top included. */
  readonly depth: number;
  /** Mean over the leaves of the edges above them. */
  readonly meanLeafDepth: number;
}

export interface PlacedForest {
  /** In the order of the table; undefined is an absent one. */
  readonly trees: readonly (PlacedTree | undefined)[];
  readonly groupCount: number;
  readonly treesPerGroup: number;
  readonly slotRecords: DataView;
  readonly slotCount: number;
  readonly slotBytes: number;
}

/** Writes the records of a forest; its nodes stay where they are. Throws LimitError when they do not fit. */
export function placeForest(forest: PlacedForest, sums: SumType, arena: Arena): LoadedForest {
  const { trees, slotCount, slotBytes } = forest;
  const nodes = trees.reduce((sum, tree) => sum + (tree?.count ?? 0), 0);
  const isLarge = nodes * NARROW_BYTES > CACHED_BYTES;
  const records = new DataView(new ArrayBuffer(trees.length * TREE_BYTES));
  trees.forEach((tree, i) => {
    const at = i * TREE_BYTES;
    if (tree === undefined) records.setUint32(at + TREE_KIND, TREE_ABSENT, true);
    else writeTree(records, at, tree, isLarge);
  });
  const tileBytes = (TILE_ROWS / LANES) * slotCount * slotBytes;
  const tiles = isLarge ? tilesOf(tileBytes) : 1;
  const tile = arena.allocate(tiles * tileBytes);
  const reached = arena.allocate(TILE_ROWS * Uint32Array.BYTES_PER_ELEMENT);
  const sumsPtr = arena.allocate(tiles * TILE_ROWS * Float64Array.BYTES_PER_ELEMENT);
  const address = arena.placeRecord(
    tile,
    reached,
    sumsPtr,
    arena.place(forest.slotRecords),
    slotCount,
    slotBytes,
    arena.place(records),
    forest.treesPerGroup,
    forest.groupCount,
    sums === 'float' ? 1 : 0,
    tiles,
  );
  return { address, reached };
}

/**
 * Tiles that each tree passes by before the next one does. More than one make trees come from memory less often, but do not
 * stay in the first-level cache themselves.
 */
function tilesOf(tileBytes: number): number {
  return Math.max(1, Math.min(MOST_TILES, Math.floor(CACHED_BYTES / tileBytes)));
}

function writeTree(records: DataView, at: number, tree: PlacedTree, isLarge: boolean): void {
  const { wide, count, depth } = tree;
  const steps = fixedSteps(tree);
  const open = TOP_LEVELS + steps < depth;
  const kind = TREE_PRESENT + (wide ? TREE_WIDE : 0) + (open ? TREE_OPEN : 0);
  const ahead = isLarge ? count * (wide ? WIDE_BYTES : NARROW_BYTES) : 0;
  records.setUint32(at + TREE_NODES, tree.nodesPtr, true);
  records.setUint32(at + TREE_KIND, kind, true);
  records.setUint32(at + TREE_STEPS, steps, true);
  records.setUint32(at + TREE_AHEAD, ahead, true);
}

/**
 * Steps below the top that are made without a look whether rows still move. The look costs, so a tree whose leaves lie
 * at about the same depth is walked blindly to its end.
 */
function fixedSteps({ depth, meanLeafDepth }: PlacedTree): number {
  const steps = depth <= 1.5 * meanLeafDepth + 1 ? depth : Math.floor(meanLeafDepth);
  return steps - TOP_LEVELS;
}
