// TreeSHAP of one tree (layouts in layout.ts).
//
// What a leaf contributes for a row depends on the row only through the edges of the way that are hot for it: the way itself,
// its features and the shares of the weights are the tree's. So one walk through the tree makes the contributions of all
// lanes. Lanes are rows, or, where the tree has less patterns of hot edges than there are rows, all its patterns: those are
// the same for all rows, and each row takes what it needs.
// Floats are added in the order of H2O's recursion, at each node the hot child first. It differs from row to row, so that
// adding is a walk of its own, row by row.
import {
  CELL_BYTES,
  ELEMENT_BYTES,
  ELEMENT_FEATURE,
  ELEMENT_ONES,
  ELEMENT_PLACE,
  ELEMENT_ZERO,
  LANES,
  SHAP_CONTRIBUTIONS,
  SHAP_FEATURE,
  SHAP_FEATURES,
  SHAP_HOT_BIT,
  SHAP_LANES,
  SHAP_LANE_BYTES,
  SHAP_LEFT,
  SHAP_LEVELS,
  SHAP_LEVEL_BYTES,
  SHAP_NODE_SHIFT,
  SHAP_PARTS,
  SHAP_ROOT,
  SHAP_SHARE,
  SHAP_SHARES,
  SHAP_VALUE,
} from './layout';
import { addRow, addRowOfPatterns, goesRight, placeOf } from './shap-add';
import { contributionsAtLeaf } from './shap-leaf';
import { extend, unwind } from './shap-path';

/** The feature of the first element of all ways: none. */
const NO_FEATURE: u32 = 0xffffffff;
/** In place of a group of the tile: the lanes are patterns. */
const PATTERNS: usize = 0;

/** Makes the contributions of all patterns of the tree: lanes 0 .. 2 ** depth - 1. */
export function shapPatterns(shap: usize): void {
  const from: usize = load<u32>(shap, SHAP_CONTRIBUTIONS);
  const features: usize = load<u32>(shap, SHAP_FEATURES);
  const laneBytes = load<u32>(shap, SHAP_LANE_BYTES);
  for (let at = from; at < features; at += sizeof<f32>()) store<f32>(at, -0.0);
  memory.fill(features, 0, laneBytes);
  makeContributions(shap, PATTERNS);
}

/**
 * Adds the contributions, made of patterns, to the sums of `rows` rows of the tile: `sumBytes` bytes a row at `sums`, the
 * mean's last.
 */
export function shapPatternRows(
  shap: usize,
  tile: usize,
  groupBytes: u32,
  rows: u32,
  sums: usize,
  sumBytes: u32,
): void {
  for (let row: u32 = 0; row < rows; row++) {
    addRowOfPatterns(shap, tile + (row & (LANES - 1)) * CELL_BYTES, sums, sumBytes);
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
      addRow(shap, tile + lane * CELL_BYTES, lane, sums, sumBytes);
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
  writeElement(level, NO_FEATURE, 1, ones, 0);
  visit(shap, load<u32>(shap, SHAP_ROOT), level, 0, 0, cells);
}

/** A node: the way to it, elements 0 .. `length`, is the state at `level`; `place` has four bytes for each edge of the way. */
function visit(
  shap: usize,
  node: usize,
  level: usize,
  length: u32,
  place: u32,
  cells: usize,
): void {
  const lanes = load<u32>(shap, SHAP_LANES);
  const parts = level + load<u32>(shap, SHAP_PARTS);
  const left: usize = load<u32>(node, SHAP_LEFT);
  if (left == 0) {
    leave(shap, node, level, length, cells);
    return;
  }
  const feature = load<u32>(node, SHAP_FEATURE);
  let zero: f32 = 1;
  // The first element's ones are 1.
  let ones: usize = load<u32>(level, ELEMENT_ONES);
  let elementPlace = place;
  const earlier = find(level, length, feature);
  if (earlier <= length) {
    const element = level + earlier * ELEMENT_BYTES;
    zero = load<f32>(element, ELEMENT_ZERO);
    ones = load<u32>(element, ELEMENT_ONES);
    elementPlace = load<u32>(element, ELEMENT_PLACE);
    unwind(parts, length, zero, ones, lanes);
    copyElements(element + ELEMENT_BYTES, element, length - earlier);
    length--;
  }
  const below = level + load<u32>(shap, SHAP_LEVEL_BYTES);
  const belowParts = below + load<u32>(shap, SHAP_PARTS);
  const belowOnes = onesOf(shap, below);
  for (let side: u32 = 0; side < 2; side++) {
    const child = left + (side << SHAP_NODE_SHIFT);
    copyElements(level, below, length + 1);
    const childZero = load<f32>(child, SHAP_SHARE) * zero;
    const added = below + (length + 1) * ELEMENT_BYTES;
    writeElement(added, feature, childZero, belowOnes, elementPlace);
    if (cells == PATTERNS) {
      writePatternOnes(load<u32>(node, SHAP_HOT_BIT), ones, belowOnes, lanes);
    } else {
      writeRowOnes(node, side, cells, ones, belowOnes, lanes);
    }
    extend(parts, belowParts, length + 1, childZero, belowOnes, lanes);
    visit(shap, child, below, length + 1, place + 4, cells);
  }
}

function leave(shap: usize, leaf: usize, level: usize, length: u32, cells: usize): void {
  const first = placeOf(leaf, cells == PATTERNS);
  const features = load<u32>(shap, SHAP_FEATURES) + first;
  for (let e: u32 = 0; e < length; e++) {
    const element = level + (e + 1) * ELEMENT_BYTES;
    if (cells != PATTERNS) store<u32>(element, e << 2, ELEMENT_PLACE);
    const feature = load<u32>(element, ELEMENT_FEATURE);
    store<u32>(features + load<u32>(element, ELEMENT_PLACE), feature << 2);
  }
  contributionsAtLeaf(
    level + load<u32>(shap, SHAP_PARTS),
    level,
    length,
    load<f32>(leaf, SHAP_VALUE),
    load<u32>(shap, SHAP_LANES),
    load<u32>(shap, SHAP_SHARES),
    load<u32>(shap, SHAP_CONTRIBUTIONS) + first,
    load<u32>(shap, SHAP_LANE_BYTES),
  );
}

/** Few and short: a loop is faster than the engine's copying. `to` may overlap what lies behind it. */
@inline
function copyElements(from: usize, to: usize, count: u32): void {
  const end = from + count * ELEMENT_BYTES;
  for (; from < end; from += ELEMENT_BYTES) {
    store<u64>(to, load<u64>(from));
    store<u64>(to, load<u64>(from, 8), 8);
    to += ELEMENT_BYTES;
  }
}

/** Behind the elements: the ones of the level's own edge, in front of the parts. */
@inline
function onesOf(shap: usize, level: usize): usize {
  return level + load<u32>(shap, SHAP_PARTS) - (load<u32>(shap, SHAP_LANES) << 2);
}

@inline
function writeElement(element: usize, feature: u32, zero: f32, ones: usize, place: u32): void {
  store<u32>(element, feature, ELEMENT_FEATURE);
  store<f32>(element, zero, ELEMENT_ZERO);
  store<u32>(element, ones, ELEMENT_ONES);
  store<u32>(element, place, ELEMENT_PLACE);
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
