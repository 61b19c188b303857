// TreeSHAP of one tree (layouts in layout.ts).
//
// What a leaf contributes for a row depends on the row only through the edges of the way that are hot for it: the way itself,
// its features and the shares of the weights are the tree's. So one walk through the tree makes the contributions of all
// lanes. Lanes are rows, or, where the tree has less patterns of hot edges than there are rows, all its patterns: those are
// the same for all rows, and each row takes what it needs.
// Floats are added in the order of H2O's recursion, at each node the hot child first. It differs from row to row, so that
// adding is a walk of its own, row by row.
import {
  ELEMENT_BYTES,
  ELEMENT_FEATURE,
  ELEMENT_ONES,
  ELEMENT_ZERO,
  CELL_BYTES,
  LANES,
  SHAP_BITS,
  SHAP_CONTRIBUTIONS,
  SHAP_COUNT,
  SHAP_FEATURE,
  SHAP_FEATURES,
  SHAP_HOT_BIT,
  SHAP_LANE_BYTES,
  SHAP_LANES,
  SHAP_LEFT,
  SHAP_LEVEL_BYTES,
  SHAP_LEVELS,
  SHAP_MEAN,
  SHAP_NODE_BYTES,
  SHAP_NODE_SHIFT,
  SHAP_PARTS,
  SHAP_PLACE,
  SHAP_ROOT,
  SHAP_SHARE,
  SHAP_SHARES,
  SHAP_SLOT,
  SHAP_STACK,
  SHAP_STACK_BYTES,
  SHAP_THRESHOLD,
  SHAP_VALUE,
  SLOT_LEVELS,
} from './layout';
import { contributionsAtLeaf } from './shap-leaf';
import { extend, unwind } from './shap-path';

/** The feature of the first element of all ways: none. */
const NO_FEATURE: u32 = 0xffffffff;
/** In place of a group of the tile: the lanes are patterns. */
const PATTERNS: usize = 0;

/** Makes the contributions of all patterns of the tree: lanes 0 .. 2 ** depth - 1. */
export function shapPatterns(shap: usize): void {
  makeContributions(shap, PATTERNS);
}

/** Adds the contributions, made of patterns, to the sums of `rows` rows of the tile: `sumBytes` bytes a row at `sums`, the mean's last. */
export function shapPatternRows(
  shap: usize,
  tile: usize,
  groupBytes: u32,
  rows: u32,
  sums: usize,
  sumBytes: u32,
): void {
  for (let row: u32 = 0; row < rows; row++) {
    addRow(shap, tile + (row & (LANES - 1)) * CELL_BYTES, 0, ~0, sums, sumBytes);
    if ((row & (LANES - 1)) == LANES - 1) tile += groupBytes;
    sums += sumBytes;
  }
}

/** Makes contributions row by row and adds them: `shap` has as many lanes as a group of the tile. Arguments as above. */
export function shapRows(
  shap: usize,
  tile: usize,
  groupBytes: u32,
  rows: u32,
  sums: usize,
  sumBytes: u32,
): void {
  for (let row: u32 = 0; row < rows; row += LANES) {
    makeContributions(shap, tile);
    const count = min<u32>(rows - row, LANES);
    for (let lane: u32 = 0; lane < count; lane++) {
      addRow(shap, tile + lane * CELL_BYTES, lane, 0, sums, sumBytes);
      sums += sumBytes;
    }
    tile += groupBytes;
  }
}

function makeContributions(shap: usize, cells: usize): void {
  const level: usize = load<u32>(shap, SHAP_LEVELS);
  const lanes = load<u32>(shap, SHAP_LANES);
  const ones = onesOf(shap, level);
  const parts = level + load<u32>(shap, SHAP_PARTS);
  for (let lane: u32 = 0; lane < lanes; lane++) {
    store<f32>(ones + (lane << 2), 1);
    store<f32>(parts + (lane << 2), 1);
  }
  writeElement(level, NO_FEATURE, 1, ones);
  visit(shap, load<u32>(shap, SHAP_ROOT), level, 0, cells);
}

/** A node: the way to it, elements 0 .. `length`, is the state at `level`. */
function visit(shap: usize, node: usize, level: usize, length: u32, cells: usize): void {
  const lanes = load<u32>(shap, SHAP_LANES);
  const parts = level + load<u32>(shap, SHAP_PARTS);
  const left: usize = load<u32>(node, SHAP_LEFT);
  if (left == 0) {
    leave(shap, node, level, length);
    return;
  }
  const feature = load<u32>(node, SHAP_FEATURE);
  let zero: f32 = 1;
  // The first element's ones are 1.
  let ones: usize = load<u32>(level, ELEMENT_ONES);
  const earlier = find(level, length, feature);
  if (earlier <= length) {
    const element = level + earlier * ELEMENT_BYTES;
    zero = load<f32>(element, ELEMENT_ZERO);
    ones = load<u32>(element, ELEMENT_ONES);
    unwind(parts, length, zero, ones, lanes);
    memory.copy(element, element + ELEMENT_BYTES, (length - earlier) * ELEMENT_BYTES);
    length--;
  }
  const below = level + load<u32>(shap, SHAP_LEVEL_BYTES);
  const belowParts = below + load<u32>(shap, SHAP_PARTS);
  const belowOnes = onesOf(shap, below);
  for (let side: u32 = 0; side < 2; side++) {
    const child = left + (side << SHAP_NODE_SHIFT);
    memory.copy(below, level, (length + 1) * ELEMENT_BYTES);
    const childZero = load<f32>(child, SHAP_SHARE) * zero;
    writeElement(below + (length + 1) * ELEMENT_BYTES, feature, childZero, belowOnes);
    if (cells == PATTERNS) {
      writePatternOnes(load<u32>(node, SHAP_HOT_BIT), ones, belowOnes, lanes);
    } else {
      writeRowOnes(node, side, cells, ones, belowOnes, lanes);
    }
    extend(parts, belowParts, length + 1, childZero, belowOnes, lanes);
    visit(shap, child, below, length + 1, cells);
  }
}

function leave(shap: usize, leaf: usize, level: usize, length: u32): void {
  const lanes = load<u32>(shap, SHAP_LANES);
  const place = load<u32>(leaf, SHAP_PLACE);
  const features = load<u32>(shap, SHAP_FEATURES) + (place << 2);
  for (let e: u32 = 0; e < length; e++) {
    const feature = load<u32>(level + (e + 1) * ELEMENT_BYTES, ELEMENT_FEATURE);
    store<u32>(features + (e << 2), feature << 2);
  }
  contributionsAtLeaf(
    level + load<u32>(shap, SHAP_PARTS),
    level,
    length,
    load<f32>(leaf, SHAP_VALUE),
    lanes,
    load<u32>(shap, SHAP_SHARES),
    load<u32>(shap, SHAP_CONTRIBUTIONS) + (place << 2),
    load<u32>(shap, SHAP_LANE_BYTES),
  );
}

/** Behind the elements: the ones of the level's own edge, in front of the parts. */
@inline
function onesOf(shap: usize, level: usize): usize {
  return level + load<u32>(shap, SHAP_PARTS) - (load<u32>(shap, SHAP_LANES) << 2);
}

@inline
function writeElement(element: usize, feature: u32, zero: f32, ones: usize): void {
  store<u32>(element, feature, ELEMENT_FEATURE);
  store<f32>(element, zero, ELEMENT_ZERO);
  store<u32>(element, ones, ELEMENT_ONES);
}

/** The element of a feature; above `length` if there is none. */
@inline
function find(elements: usize, length: u32, feature: u32): u32 {
  let i: u32 = 1;
  while (i <= length && load<u32>(elements + i * ELEMENT_BYTES, ELEMENT_FEATURE) != feature) i++;
  return i;
}

function writePatternOnes(hotBit: u32, from: usize, to: usize, lanes: u32): void {
  for (let lane: u32 = 0; lane < lanes; lane++) {
    const one = lane & hotBit ? load<f32>(from + (lane << 2)) : 0;
    store<f32>(to + (lane << 2), one);
  }
}

function writeRowOnes(
  node: usize,
  side: u32,
  cells: usize,
  from: usize,
  to: usize,
  lanes: u32,
): void {
  for (let lane: u32 = 0; lane < lanes; lane++) {
    const hot = goesRight(node, cells + lane * CELL_BYTES) == side;
    store<f32>(to + (lane << 2), hot ? load<f32>(from + (lane << 2)) : 0);
  }
}

/** 1 where the row goes right whose cell of slot 0 is at `cell`. */
@inline
function goesRight(node: usize, cell: usize): u32 {
  const slot = cell + load<u32>(node, SHAP_SLOT);
  const bits: usize = load<u32>(node, SHAP_BITS);
  if (bits == 0) return u32(load<f32>(slot) >= load<f32>(node, SHAP_THRESHOLD));
  const level = load<u32>(slot, SLOT_LEVELS);
  return (<u32>load<u8>(bits + (level >> 3)) >> (level & 7)) & 1;
}

/**
 * Adds the contributions for the row at `cell`, leaf by leaf in H2O's order. `lane` is its lane; where lanes are patterns it
 * is 0 and `hotMask` all bits, else `hotMask` is 0.
 */
function addRow(
  shap: usize,
  cell: usize,
  lane: u32,
  hotMask: u32,
  sums: usize,
  sumBytes: u32,
): void {
  const laneBytes = load<u32>(shap, SHAP_LANE_BYTES);
  const contributions: usize = load<u32>(shap, SHAP_CONTRIBUTIONS);
  const features: usize = load<u32>(shap, SHAP_FEATURES);
  const stack: usize = load<u32>(shap, SHAP_STACK);
  const mean = sums + sumBytes - sizeof<f32>();
  store<f32>(mean, load<f32>(mean) + load<f32>(shap, SHAP_MEAN));
  let node: usize = load<u32>(shap, SHAP_ROOT);
  let top = stack;
  while (true) {
    let left: usize = load<u32>(node, SHAP_LEFT);
    while (left != 0) {
      const right = goesRight(node, cell) << SHAP_NODE_SHIFT;
      store<u32>(top, left + (right ^ SHAP_NODE_BYTES));
      store<u32>(top, lane, 4);
      top += SHAP_STACK_BYTES;
      lane |= load<u32>(node, SHAP_HOT_BIT) & hotMask;
      node = left + right;
      left = load<u32>(node, SHAP_LEFT);
    }
    const count = load<u32>(node, SHAP_COUNT);
    const place = load<u32>(node, SHAP_PLACE);
    let from = contributions + lane * laneBytes + (place << 2);
    let feature = features + (place << 2);
    const end = feature + (count << 2);
    while (feature != end) {
      const sum = sums + load<u32>(feature);
      store<f32>(sum, load<f32>(sum) + load<f32>(from));
      from += 4;
      feature += 4;
    }
    if (top == stack) return;
    top -= SHAP_STACK_BYTES;
    node = load<u32>(top);
    lane = load<u32>(top, 4);
  }
}
