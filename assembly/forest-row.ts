// Sums of few rows, one row at a time (layout.ts). There are no other rows to fill the waits of a walk, so that four trees are walked at
// once. A walk may run on when it is at a leaf: all four make as many steps as the deepest of them.
import {
  CELL_BYTES,
  FOREST_FLOAT_SUMS,
  FOREST_TILE,
  NARROW_LEFT,
  NARROW_SHIFT,
  NODE_SLOT,
  NODE_THRESHOLD,
  ROOT,
  SLOT_FLOATS,
  SLOT_LEVELS,
  TOP_LEVELS,
  TREE_ABSENT,
  TREE_BYTES,
  TREE_KIND,
  TREE_NODES,
  TREE_OPEN,
  TREE_STEPS,
  TREE_WIDE,
  WIDE_BITS,
  WIDE_LEFT,
  WIDE_SHIFT,
} from './layout';

const AT_ONCE = 4;

/** Adds the values of the trees from `tree` to `end` to `sum`, in their order, for a row of the first group of the forest's first tile. */
export function rowSum(forest: usize, tree: usize, end: usize, row: u32, sum: f64): f64 {
  const cells = <usize>load<u32>(forest, FOREST_TILE) + row * CELL_BYTES;
  return load<u32>(forest, FOREST_FLOAT_SUMS)
    ? <f64>addTrees<f32>(cells, tree, end, <f32>sum)
    : addTrees<f64>(cells, tree, end, sum);
}

/** T: the type of sums. */
function addTrees<T>(cells: usize, tree: usize, end: usize, start: T): T {
  let sum = start;
  while (tree < end) {
    const kind = load<u32>(tree, TREE_KIND) & ~TREE_OPEN;
    if (kind == TREE_ABSENT) {
      tree += TREE_BYTES;
    } else if (tree + AT_ONCE * TREE_BYTES <= end && fourAreOf(kind, tree)) {
      sum = kind & TREE_WIDE ? addFour<T, u32>(cells, tree, sum) : addFour<T, u16>(cells, tree, sum);
      tree += AT_ONCE * TREE_BYTES;
    } else {
      sum = <T>(sum + <T>(kind & TREE_WIDE ? leafValue<u32>(cells, tree) : leafValue<u16>(cells, tree)));
      tree += TREE_BYTES;
    }
  }
  return sum;
}

@inline
function fourAreOf(kind: u32, tree: usize): bool {
  const one = load<u32>(tree, TREE_BYTES + TREE_KIND) ^ kind;
  const two = load<u32>(tree, 2 * TREE_BYTES + TREE_KIND) ^ kind;
  const three = load<u32>(tree, 3 * TREE_BYTES + TREE_KIND) ^ kind;
  return ((one | two | three) & ~TREE_OPEN) == 0;
}

/** L: the type of links between nodes, u16 in narrow trees and u32 in wide ones. */
function addFour<T, L>(cells: usize, tree: usize, start: T): T {
  const nodes0: usize = load<u32>(tree, TREE_NODES);
  const nodes1: usize = load<u32>(tree, TREE_BYTES + TREE_NODES);
  const nodes2: usize = load<u32>(tree, 2 * TREE_BYTES + TREE_NODES);
  const nodes3: usize = load<u32>(tree, 3 * TREE_BYTES + TREE_NODES);
  let n0: u32 = ROOT;
  let n1: u32 = ROOT;
  let n2: u32 = ROOT;
  let n3: u32 = ROOT;
  for (let step = TOP_LEVELS + stepsOfFour(tree); step != 0; step--) {
    n0 = next<L>(nodes0, cells, n0);
    n1 = next<L>(nodes1, cells, n1);
    n2 = next<L>(nodes2, cells, n2);
    n3 = next<L>(nodes3, cells, n3);
  }
  if (anyIsOpen(tree)) {
    while (true) {
      const m0 = next<L>(nodes0, cells, n0);
      const m1 = next<L>(nodes1, cells, n1);
      const m2 = next<L>(nodes2, cells, n2);
      const m3 = next<L>(nodes3, cells, n3);
      if (((m0 ^ n0) | (m1 ^ n1) | (m2 ^ n2) | (m3 ^ n3)) == 0) break;
      n0 = m0;
      n1 = m1;
      n2 = m2;
      n3 = m3;
    }
  }
  let sum = <T>(start + <T>valueOf<L>(nodes0, n0));
  sum = <T>(sum + <T>valueOf<L>(nodes1, n1));
  sum = <T>(sum + <T>valueOf<L>(nodes2, n2));
  return <T>(sum + <T>valueOf<L>(nodes3, n3));
}

@inline
function stepsOfFour(tree: usize): u32 {
  const most01 = max<u32>(load<u32>(tree, TREE_STEPS), load<u32>(tree, TREE_BYTES + TREE_STEPS));
  const steps2 = load<u32>(tree, 2 * TREE_BYTES + TREE_STEPS);
  const steps3 = load<u32>(tree, 3 * TREE_BYTES + TREE_STEPS);
  return max<u32>(most01, max<u32>(steps2, steps3));
}

@inline
function anyIsOpen(tree: usize): bool {
  const kinds01 = load<u32>(tree, TREE_KIND) | load<u32>(tree, TREE_BYTES + TREE_KIND);
  const kinds2 = load<u32>(tree, 2 * TREE_BYTES + TREE_KIND);
  const kinds3 = load<u32>(tree, 3 * TREE_BYTES + TREE_KIND);
  return ((kinds01 | kinds2 | kinds3) & TREE_OPEN) != 0;
}

function leafValue<L>(cells: usize, tree: usize): f32 {
  const nodes: usize = load<u32>(tree, TREE_NODES);
  let node: u32 = ROOT;
  while (true) {
    const reached = next<L>(nodes, cells, node);
    if (reached == node) return valueOf<L>(nodes, node);
    node = reached;
  }
}

@inline
function valueOf<L>(nodes: usize, leaf: u32): f32 {
  const shift = sizeof<L>() == sizeof<u16>() ? NARROW_SHIFT : WIDE_SHIFT;
  return load<f32>(nodes + (leaf << shift), NODE_THRESHOLD);
}

@inline
function next<L>(nodes: usize, cells: usize, node: u32): u32 {
  if (sizeof<L>() == sizeof<u16>()) {
    const at = nodes + (node << NARROW_SHIFT);
    const cell = load<f32>(cells + load<u16>(at, NODE_SLOT), SLOT_FLOATS);
    return load<u16>(at, NARROW_LEFT) + u32(cell >= load<f32>(at, NODE_THRESHOLD));
  }
  const at = nodes + (node << WIDE_SHIFT);
  const slot = cells + load<u32>(at, NODE_SLOT);
  const level = load<u32>(slot, SLOT_LEVELS);
  const byte: u32 = load<u8>(load<u32>(at, WIDE_BITS) + (level >> 3));
  const bit = (byte >> (level & 7)) & 1;
  const above = u32(load<f32>(slot, SLOT_FLOATS) >= load<f32>(at, NODE_THRESHOLD));
  return load<u32>(at, WIDE_LEFT) + (above | bit);
}
