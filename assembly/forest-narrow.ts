// Walks of narrow trees (layout.ts): every test is a threshold.
//
// One step of all rows of the tile, then the next step: the rows do not depend on each other, so the processor has many
// walks under way at once. Each node goes to memory before the next row is looked at: V8 would otherwise load for all
// eight rows first and run out of registers. Eight lines in place of a loop have the lanes as constants in addresses.
import {
  LANES,
  NARROW_LEFT,
  NARROW_SHIFT,
  NODE_SLOT,
  NODE_THRESHOLD,
  TREE_KIND,
  TREE_NODES,
  TREE_OPEN,
} from './layout';

/**
 * Leads the rows of `groups` groups of the tile at `cells` from the nodes at `reached` to leaves, in place. All rows make
 * `steps` steps; in an open tree they go on until none moves.
 */
export function walkNarrow(
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
  const n0 = load<u32>(reached);
  store<u32>(reached, next(nodes, n0, load<f32>(cellOf(nodes, cells, n0))));
  const n1 = load<u32>(reached, 4);
  store<u32>(reached, next(nodes, n1, load<f32>(cellOf(nodes, cells, n1), 4)), 4);
  const n2 = load<u32>(reached, 8);
  store<u32>(reached, next(nodes, n2, load<f32>(cellOf(nodes, cells, n2), 8)), 8);
  const n3 = load<u32>(reached, 12);
  store<u32>(reached, next(nodes, n3, load<f32>(cellOf(nodes, cells, n3), 12)), 12);
  const n4 = load<u32>(reached, 16);
  store<u32>(reached, next(nodes, n4, load<f32>(cellOf(nodes, cells, n4), 16)), 16);
  const n5 = load<u32>(reached, 20);
  store<u32>(reached, next(nodes, n5, load<f32>(cellOf(nodes, cells, n5), 20)), 20);
  const n6 = load<u32>(reached, 24);
  store<u32>(reached, next(nodes, n6, load<f32>(cellOf(nodes, cells, n6), 24)), 24);
  const n7 = load<u32>(reached, 28);
  store<u32>(reached, next(nodes, n7, load<f32>(cellOf(nodes, cells, n7), 28)), 28);
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
    const m0 = next(nodes, n0, load<f32>(cellOf(nodes, cells, n0)));
    const m1 = next(nodes, n1, load<f32>(cellOf(nodes, cells, n1), 4));
    const m2 = next(nodes, n2, load<f32>(cellOf(nodes, cells, n2), 8));
    const m3 = next(nodes, n3, load<f32>(cellOf(nodes, cells, n3), 12));
    const m4 = next(nodes, n4, load<f32>(cellOf(nodes, cells, n4), 16));
    const m5 = next(nodes, n5, load<f32>(cellOf(nodes, cells, n5), 20));
    const m6 = next(nodes, n6, load<f32>(cellOf(nodes, cells, n6), 24));
    const m7 = next(nodes, n7, load<f32>(cellOf(nodes, cells, n7), 28));
    const moved =
      (m0 ^ n0) | (m1 ^ n1) | (m2 ^ n2) | (m3 ^ n3) | (m4 ^ n4) | (m5 ^ n5) | (m6 ^ n6) | (m7 ^ n7);
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

/** The address of the cell of lane 0 that a node tests. */
@inline
function cellOf(nodes: usize, cells: usize, node: u32): usize {
  return cells + load<u16>(nodes + (node << NARROW_SHIFT), NODE_SLOT);
}

@inline
function next(nodes: usize, node: u32, cell: f32): u32 {
  const at = nodes + (node << NARROW_SHIFT);
  return load<u16>(at, NARROW_LEFT) + u32(cell >= load<f32>(at, NODE_THRESHOLD));
}
