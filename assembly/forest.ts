// Sums and leaves of forests: tile by tile of rows, tree by tree (layouts in layout.ts).
//
// A walk is a chain of dependent loads, so one row at a time waits for memory; many independent rows fill the waits.
// A tile is converted once and stays in the first-level cache while all trees pass by. Of trees that are too large for a
// cache themselves, each passes by many tiles before the next one is looked at, and the next one comes from memory meanwhile:
// as a stream, which is many times as fast as node by node.
import { passTop } from './forest-top';
import { walkNarrow } from './forest-narrow';
import { rowSum } from './forest-row';
import { walkWide } from './forest-wide';
import {
  BLOCK_CELLS,
  BLOCK_STRIDE,
  FOREST_CLASSES,
  FOREST_FLOAT_SUMS,
  FOREST_GROUPS,
  FOREST_REACHED,
  FOREST_SLOT_BYTES,
  FOREST_SLOT_COUNT,
  FOREST_SUMS,
  FOREST_TILE,
  FOREST_TILE_COUNT,
  FOREST_TREES,
  LANES,
  NARROW_SHIFT,
  NODE_THRESHOLD,
  ROOT,
  TILE_ROWS,
  TOP_LEVELS,
  TREE_ABSENT,
  TREE_AHEAD,
  TREE_BYTES,
  TREE_KIND,
  TREE_NODES,
  TREE_STEPS,
  TREE_WIDE,
  WIDE_SHIFT,
} from './layout';
import { fillTile } from './tile';

/** Up to so many rows are less work one by one than as a group of eight. */
const FEW_ROWS: u32 = 3;
/** What a step over memory takes along. */
const LINE_BYTES = 64;
/** Of the next tree, for each row that walks through this one. It begins with the levels that most rows pass. */
const AHEAD_BYTES_PER_ROW: u32 = 128;
/** Fewer rows see too little of a tree. */
const FEWEST_ROWS_AHEAD: u32 = 256;

/**
 * Adds the leaf values of trees fromGroup .. toGroup - 1 of class k to column first + k of `out`, in order of
 * trees. `input` and `out` are blocks.
 */
export function forestSums(
  forest: usize,
  input: usize,
  rows: u32,
  fromGroup: u32,
  toGroup: u32,
  out: usize,
  first: u32,
): void {
  const sums: usize = load<u32>(forest, FOREST_SUMS);
  const trees: usize = load<u32>(forest, FOREST_TREES);
  const classes = load<u32>(forest, FOREST_CLASSES);
  const groups = load<u32>(forest, FOREST_GROUPS);
  const outStride = load<u32>(out, BLOCK_STRIDE);
  const outCells = load<u32>(out, BLOCK_CELLS) + first * outStride;
  if (rows <= FEW_ROWS) {
    if (rows == 0) return;
    fillTile(forest, input, 0, 1);
    for (let k: u32 = 0; k < classes; k++) {
      const from = trees + (k * groups + fromGroup) * TREE_BYTES;
      const end = trees + (k * groups + toGroup) * TREE_BYTES;
      for (let row: u32 = 0; row < rows; row++) {
        const cell = outCells + k * outStride + row * sizeof<f64>();
        store<f64>(cell, rowSum(forest, from, end, row, load<f64>(cell)));
      }
    }
    return;
  }
  const together = rowsTogether(rows, load<u32>(forest, FOREST_TILE_COUNT) * TILE_ROWS);
  for (let row: u32 = 0; row < rows; row += together) {
    const count = min<u32>(rows - row, together);
    fillTile(forest, input, row, groupsOf(count));
    for (let k: u32 = 0; k < classes; k++) {
      const cells = outCells + k * outStride + row * sizeof<f64>();
      memory.copy(sums, cells, count * sizeof<f64>());
      for (let group = fromGroup; group < toGroup; group++) {
        const tree: usize = trees + (k * groups + group) * TREE_BYTES;
        // Behind a class's last tree most often its first one comes next, for other rows.
        const next = group + 1 < toGroup ? tree + TREE_BYTES : trees + (k * groups + fromGroup) * TREE_BYTES;
        addTree(forest, tree, next, count);
      }
      memory.copy(cells, sums, count * sizeof<f64>());
    }
  }
}

/** Fills the forest's first tile with up to TILE_ROWS rows of a block, for forestLeaves. */
export function forestConvert(forest: usize, input: usize, firstRow: u32, rows: u32): void {
  fillTile(forest, input, firstRow, groupsOf(rows));
}

/** Finds the leaves that the rows of the first tile reach in one tree that is present: kernel nodes at `reached`. */
export function forestLeaves(forest: usize, tree: u32, rows: u32): void {
  const trees: usize = load<u32>(forest, FOREST_TREES);
  walk(forest, trees + tree * TREE_BYTES, load<u32>(forest, FOREST_TILE), groupsOf(rows));
}

@inline
function groupsOf(rows: u32): u32 {
  return (rows + LANES - 1) / LANES;
}

/** Rows that pass by a tree before the next one: parts of about the same size, of `most` rows at most, in whole tiles. */
function rowsTogether(rows: u32, most: u32): u32 {
  const parts = max<u32>(1, (rows + most - 1) / most);
  return max<u32>(1, (rows + parts * TILE_ROWS - 1) / (parts * TILE_ROWS)) * TILE_ROWS;
}

/** `next`: the tree that is wanted thereafter. */
function addTree(forest: usize, tree: usize, next: usize, rows: u32): void {
  if (load<u32>(tree, TREE_KIND) == TREE_ABSENT) return;
  const groupBytes = load<u32>(forest, FOREST_SLOT_COUNT) * load<u32>(forest, FOREST_SLOT_BYTES);
  const floats = load<u32>(forest, FOREST_FLOAT_SUMS);
  const reached: usize = load<u32>(forest, FOREST_REACHED);
  const nodes: usize = load<u32>(tree, TREE_NODES);
  const wide = load<u32>(tree, TREE_KIND) & TREE_WIDE;
  let tile: usize = load<u32>(forest, FOREST_TILE);
  let sums: usize = load<u32>(forest, FOREST_SUMS);
  let ahead: usize = load<u32>(next, TREE_NODES);
  const aheadEnd = ahead + load<u32>(next, TREE_AHEAD);
  const aheadPerRow =
    rows < FEWEST_ROWS_AHEAD
      ? 0
      : min<u32>(AHEAD_BYTES_PER_ROW, load<u32>(next, TREE_AHEAD) / rows + 1);
  for (let row: u32 = 0; row < rows; row += TILE_ROWS) {
    const count = min<u32>(rows - row, TILE_ROWS);
    const groups = groupsOf(count);
    const stop = min<usize>(ahead + count * aheadPerRow, aheadEnd);
    if (ahead < stop) {
      // Stored, so that no compiler leaves the loads out; a walk begins with other numbers there.
      store<u32>(reached, anyOf(ahead, stop));
      ahead = stop;
    }
    walk(forest, tree, tile, groups);
    if (wide) {
      if (floats) addValues<f32>(nodes, WIDE_SHIFT, groups, reached, sums);
      else addValues<f64>(nodes, WIDE_SHIFT, groups, reached, sums);
    } else if (floats) addValues<f32>(nodes, NARROW_SHIFT, groups, reached, sums);
    else addValues<f64>(nodes, NARROW_SHIFT, groups, reached, sums);
    tile += (TILE_ROWS / LANES) * groupBytes;
    sums += TILE_ROWS * sizeof<f64>();
  }
}

/** A number out of all lines of a stretch of memory, which are in the cache thereafter. */
function anyOf(from: usize, end: usize): u32 {
  let any: u32 = 0;
  for (; from < end; from += LINE_BYTES) any |= load<u32>(from);
  return any;
}

/** Adds the values of the leaves at `reached`. T: the type of sums. Inline, so that the shift is a constant. */
@inline
function addValues<T>(nodes: usize, shift: u32, groups: u32, reached: usize, sums: usize): void {
  for (let group: u32 = 0; group < groups; group++) {
    addValue<T>(sums, nodes + (load<u32>(reached) << shift));
    addValue<T>(sums + 8, nodes + (load<u32>(reached, 4) << shift));
    addValue<T>(sums + 16, nodes + (load<u32>(reached, 8) << shift));
    addValue<T>(sums + 24, nodes + (load<u32>(reached, 12) << shift));
    addValue<T>(sums + 32, nodes + (load<u32>(reached, 16) << shift));
    addValue<T>(sums + 40, nodes + (load<u32>(reached, 20) << shift));
    addValue<T>(sums + 48, nodes + (load<u32>(reached, 24) << shift));
    addValue<T>(sums + 56, nodes + (load<u32>(reached, 28) << shift));
    reached += LANES * sizeof<u32>();
    sums += LANES * sizeof<f64>();
  }
}

@inline
function addValue<T>(sum: usize, leaf: usize): void {
  store<f64>(sum, <f64>(<T>load<f64>(sum) + <T>load<f32>(leaf, NODE_THRESHOLD)));
}

/** Leads all rows of a tile from the root to their leaves. */
function walk(forest: usize, tree: usize, tile: usize, groups: u32): void {
  const groupBytes = load<u32>(forest, FOREST_SLOT_COUNT) * load<u32>(forest, FOREST_SLOT_BYTES);
  const reached: usize = load<u32>(forest, FOREST_REACHED);
  const below = load<u32>(tree, TREE_STEPS);
  if (load<u32>(tree, TREE_KIND) & TREE_WIDE) {
    startAtRoot(groups, reached);
    walkWide(tree, TOP_LEVELS + below, tile, groupBytes, groups, reached);
  } else if (ASC_FEATURE_SIMD) {
    passTop(load<u32>(tree, TREE_NODES), tile, groupBytes, groups, reached);
    walkNarrow(tree, below, tile, groupBytes, groups, reached);
  } else {
    startAtRoot(groups, reached);
    walkNarrow(tree, TOP_LEVELS + below, tile, groupBytes, groups, reached);
  }
}

function startAtRoot(groups: u32, reached: usize): void {
  const end = reached + groups * LANES * sizeof<u32>();
  for (let at = reached; at < end; at += sizeof<u32>()) store<u32>(at, ROOT);
}
