// Walks of wide trees (layout.ts), in the manner of forest-narrow.ts: tests are thresholds and bits of levels.
import {
  LANES,
  NODE_SLOT,
  NODE_THRESHOLD,
  SLOT_FLOATS,
  SLOT_LEVELS,
  TREE_KIND,
  TREE_NODES,
  TREE_OPEN,
  WIDE_BITS,
  WIDE_LEFT,
  WIDE_SHIFT,
} from './layout';

/**
 * Leads the rows of `groups` groups of the tile at `cells` from the nodes at `reached` to leaves, in place. All rows make
 * `steps` steps; in an open tree they go on until none moves.
 */
export function walkWide(
  tree: usize,
  steps: u32,
  cells: usize,
  groupBytes: u32,
  groups: u32,
  reached: usize,
): void {
  const nodes: usize = load<u32>(tree, TREE_NODES);
  for (let step = steps; step != 0; step--) {
    let at = cells;
    let rows = reached;
    for (let group: u32 = 0; group < groups; group++) {
      stepGroup(nodes, at, rows);
      at += groupBytes;
      rows += LANES * sizeof<u32>();
    }
  }
  if (load<u32>(tree, TREE_KIND) & TREE_OPEN) {
    for (let group: u32 = 0; group < groups; group++) {
      finishGroup(nodes, cells, reached);
      cells += groupBytes;
      reached += LANES * sizeof<u32>();
    }
  }
}

@inline
function stepGroup(nodes: usize, cells: usize, reached: usize): void {
  step(nodes, cells, reached);
  step(nodes, cells + 4, reached + 4);
  step(nodes, cells + 8, reached + 8);
  step(nodes, cells + 12, reached + 12);
  step(nodes, cells + 16, reached + 16);
  step(nodes, cells + 20, reached + 20);
  step(nodes, cells + 24, reached + 24);
  step(nodes, cells + 28, reached + 28);
}

@inline
function step(nodes: usize, cell: usize, reached: usize): void {
  store<u32>(reached, next(nodes, cell, load<u32>(reached)));
}

/** Steps until no row of the group moves. */
function finishGroup(nodes: usize, cells: usize, reached: usize): void {
  let n0 = load<u32>(reached);
  let n1 = load<u32>(reached, 4);
  let n2 = load<u32>(reached, 8);
  let n3 = load<u32>(reached, 12);
  let n4 = load<u32>(reached, 16);
  let n5 = load<u32>(reached, 20);
  let n6 = load<u32>(reached, 24);
  let n7 = load<u32>(reached, 28);
  while (true) {
    const m0 = next(nodes, cells, n0);
    const m1 = next(nodes, cells + 4, n1);
    const m2 = next(nodes, cells + 8, n2);
    const m3 = next(nodes, cells + 12, n3);
    const m4 = next(nodes, cells + 16, n4);
    const m5 = next(nodes, cells + 20, n5);
    const m6 = next(nodes, cells + 24, n6);
    const m7 = next(nodes, cells + 28, n7);
    const moved =
      (m0 ^ n0) |
      (m1 ^ n1) |
      (m2 ^ n2) |
      (m3 ^ n3) |
      (m4 ^ n4) |
      (m5 ^ n5) |
      (m6 ^ n6) |
      (m7 ^ n7);
    if (moved == 0) break;
    n0 = m0;
    n1 = m1;
    n2 = m2;
    n3 = m3;
    n4 = m4;
    n5 = m5;
    n6 = m6;
    n7 = m7;
  }
  store<u32>(reached, n0);
  store<u32>(reached, n1, 4);
  store<u32>(reached, n2, 8);
  store<u32>(reached, n3, 12);
  store<u32>(reached, n4, 16);
  store<u32>(reached, n5, 20);
  store<u32>(reached, n6, 24);
  store<u32>(reached, n7, 28);
}

/**
 * Where the row goes whose lane of slot 0 starts at `cell`. Both tests are made at every node, without a branch that no
 * processor could predict.
 */
@inline
function next(nodes: usize, cell: usize, node: u32): u32 {
  const at = nodes + (node << WIDE_SHIFT);
  const slot = cell + load<u32>(at, NODE_SLOT);
  const level = load<u32>(slot, SLOT_LEVELS);
  const byte: u32 = load<u8>(load<u32>(at, WIDE_BITS) + (level >> 3));
  const bit = (byte >> (level & 7)) & 1;
  const above = u32(load<f32>(slot, SLOT_FLOATS) >= load<f32>(at, NODE_THRESHOLD));
  return load<u32>(at, WIDE_LEFT) + (above | bit);
}
