// Adding the contributions of one tree for one row, leaf by leaf, at each node the child first that the row goes to.
import {
  PATTERN_SHIFT,
  SHAP_BITS,
  SHAP_CONTRIBUTIONS,
  SHAP_COUNT,
  SHAP_DEPTH,
  SHAP_FEATURE,
  SHAP_FEATURES,
  SHAP_HOT_BIT,
  SHAP_LANE_BYTES,
  SHAP_LEAF,
  SHAP_LEFT,
  SHAP_MEAN,
  SHAP_NODE_BYTES,
  SHAP_NODE_SHIFT,
  SHAP_PLACE,
  SHAP_ROOT,
  SHAP_SLOT,
  SHAP_STACK,
  SHAP_STACK_BYTES,
  SHAP_THRESHOLD,
  SLOT_LEVELS,
} from './layout';

/** Levels whose features' sums are kept in a register. */
const HELD: u32 = 4;

/** 1 where the row goes right whose cell of slot 0 is at `cell`. */
@inline
export function goesRight(node: usize, cell: usize): u32 {
  const slot = cell + load<u32>(node, SHAP_SLOT);
  const bits: usize = load<u32>(node, SHAP_BITS);
  if (bits == 0) return u32(load<f32>(slot) >= load<f32>(node, SHAP_THRESHOLD));
  const level = load<u32>(slot, SLOT_LEVELS);
  return (<u32>load<u8>(bits + (level >> 3)) >> (level & 7)) & 1;
}

/** Adds the contributions of lane `lane`, which are those of the row at `cell`. */
export function addRow(shap: usize, cell: usize, lane: u32, sums: usize, sumBytes: u32): void {
  addMean(shap, sums, sumBytes);
  addLeaves(shap, cell, lane, 0, sums);
}

/** Adds the contributions of the row at `cell`, each leaf's from the lane of the pattern that the row has on the way to it. */
export function addRowOfPatterns(shap: usize, cell: usize, sums: usize, sumBytes: u32): void {
  addMean(shap, sums, sumBytes);
  if (ASC_FEATURE_SIMD) {
    addLevel0(shap, load<u32>(shap, SHAP_ROOT), 0, cell, sums);
  } else {
    addLeaves(shap, cell, 0, ~0, sums);
  }
}

/** `hotMask`: 0 where a lane is a row, all bits where it is a pattern. */
@inline
function addLeaves(shap: usize, cell: usize, lane: u32, hotMask: u32, sums: usize): void {
  const contributions: usize = load<u32>(shap, SHAP_CONTRIBUTIONS);
  const laneBytes = load<u32>(shap, SHAP_LANE_BYTES);
  const features: usize = load<u32>(shap, SHAP_FEATURES);
  const stack: usize = load<u32>(shap, SHAP_STACK);
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
    const place = placeOf(node, hotMask != 0);
    const count = load<u32>(hotMask ? shap + SHAP_DEPTH : node + SHAP_COUNT);
    addCells(contributions + lane * laneBytes + place, features + place, count, sums);
    if (top == stack) return;
    top -= SHAP_STACK_BYTES;
    node = load<u32>(top);
    lane = load<u32>(top, 4);
  }
}

/** Where the contributions of a leaf start, and their features. */
@inline
export function placeOf(leaf: usize, patterns: bool): u32 {
  return patterns
    ? load<u32>(leaf, SHAP_LEAF) << PATTERN_SHIFT
    : load<u32>(leaf, SHAP_PLACE) << 2;
}

@inline
function addMean(shap: usize, sums: usize, sumBytes: u32): void {
  const mean = sums + sumBytes - sizeof<f32>();
  store<f32>(mean, load<f32>(mean) + load<f32>(shap, SHAP_MEAN));
}

@inline
function addCells(cells: usize, features: usize, count: u32, sums: usize): void {
  const end = features + (count << 2);
  while (features < end) {
    const sum = sums + load<u32>(features);
    store<f32>(sum, load<f32>(sum) + load<f32>(cells));
    cells += 4;
    features += 4;
  }
}

// The features of the first four levels have a contribution at nearly every leaf. While the walk is below a node of these
// levels, the sum of its feature is a lane of a register, so that one addition serves all four. A feature that the way
// has met before has its contributions at the place of the level that it came first at, and -0 here: whatever is taken
// from its sum is put back unchanged, before the upper level puts back the sum itself.

/** Each of these adds a subtree whose root is at that level, on a way with pattern `lane`. */
function addLevel0(shap: usize, node: usize, lane: u32, cell: usize, sums: usize): void {
  const held = f32x4.splat(0);
  const left: usize = load<u32>(node, SHAP_LEFT);
  // A tree that is a leaf has no features.
  if (left == 0) return;
  const sum = sums + (load<u32>(node, SHAP_FEATURE) << 2);
  const right = goesRight(node, cell) << SHAP_NODE_SHIFT;
  const hot = lane | load<u32>(node, SHAP_HOT_BIT);
  let four = f32x4.replace_lane(held, 0, load<f32>(sum));
  four = addLevel1(shap, left + right, hot, cell, sums, four);
  four = addLevel1(shap, left + (right ^ SHAP_NODE_BYTES), lane, cell, sums, four);
  store<f32>(sum, f32x4.extract_lane(four, 0));
}

function addLevel1(
  shap: usize,
  node: usize,
  lane: u32,
  cell: usize,
  sums: usize,
  held: v128,
): v128 {
  const left: usize = load<u32>(node, SHAP_LEFT);
  if (left == 0) return addLeaf(shap, node, lane, sums, held);
  const sum = sums + (load<u32>(node, SHAP_FEATURE) << 2);
  const right = goesRight(node, cell) << SHAP_NODE_SHIFT;
  const hot = lane | load<u32>(node, SHAP_HOT_BIT);
  let four = f32x4.replace_lane(held, 1, load<f32>(sum));
  four = addLevel2(shap, left + right, hot, cell, sums, four);
  four = addLevel2(shap, left + (right ^ SHAP_NODE_BYTES), lane, cell, sums, four);
  store<f32>(sum, f32x4.extract_lane(four, 1));
  return four;
}

function addLevel2(
  shap: usize,
  node: usize,
  lane: u32,
  cell: usize,
  sums: usize,
  held: v128,
): v128 {
  const left: usize = load<u32>(node, SHAP_LEFT);
  if (left == 0) return addLeaf(shap, node, lane, sums, held);
  const sum = sums + (load<u32>(node, SHAP_FEATURE) << 2);
  const right = goesRight(node, cell) << SHAP_NODE_SHIFT;
  const hot = lane | load<u32>(node, SHAP_HOT_BIT);
  let four = f32x4.replace_lane(held, 2, load<f32>(sum));
  four = addLevel3(shap, left + right, hot, cell, sums, four);
  four = addLevel3(shap, left + (right ^ SHAP_NODE_BYTES), lane, cell, sums, four);
  store<f32>(sum, f32x4.extract_lane(four, 2));
  return four;
}

function addLevel3(
  shap: usize,
  node: usize,
  lane: u32,
  cell: usize,
  sums: usize,
  held: v128,
): v128 {
  const left: usize = load<u32>(node, SHAP_LEFT);
  if (left == 0) return addLeaf(shap, node, lane, sums, held);
  const sum = sums + (load<u32>(node, SHAP_FEATURE) << 2);
  const right = goesRight(node, cell) << SHAP_NODE_SHIFT;
  const hot = lane | load<u32>(node, SHAP_HOT_BIT);
  let four = f32x4.replace_lane(held, 3, load<f32>(sum));
  four = addSubtree(shap, left + right, hot, cell, sums, four);
  four = addSubtree(shap, left + (right ^ SHAP_NODE_BYTES), lane, cell, sums, four);
  store<f32>(sum, f32x4.extract_lane(four, 3));
  return four;
}

/** A subtree below the held levels. */
function addSubtree(
  shap: usize,
  node: usize,
  lane: u32,
  cell: usize,
  sums: usize,
  held: v128,
): v128 {
  const stack: usize = load<u32>(shap, SHAP_STACK);
  let top = stack;
  let four = held;
  while (true) {
    let left: usize = load<u32>(node, SHAP_LEFT);
    while (left != 0) {
      const right = goesRight(node, cell) << SHAP_NODE_SHIFT;
      store<u32>(top, left + (right ^ SHAP_NODE_BYTES));
      store<u32>(top, lane, 4);
      top += SHAP_STACK_BYTES;
      lane |= load<u32>(node, SHAP_HOT_BIT);
      node = left + right;
      left = load<u32>(node, SHAP_LEFT);
    }
    four = addLeaf(shap, node, lane, sums, four);
    if (top == stack) return four;
    top -= SHAP_STACK_BYTES;
    node = load<u32>(top);
    lane = load<u32>(top, 4);
  }
}

@inline
function addLeaf(shap: usize, leaf: usize, lane: u32, sums: usize, held: v128): v128 {
  const place = placeOf(leaf, true);
  const cells = load<u32>(shap, SHAP_CONTRIBUTIONS) + lane * load<u32>(shap, SHAP_LANE_BYTES) + place;
  const depth = load<u32>(shap, SHAP_DEPTH);
  // As many for each leaf of the tree, though some may be -0: the processor foresees the end of the loop.
  if (depth > HELD) {
    const features = load<u32>(shap, SHAP_FEATURES) + place;
    addCells(cells + 4 * HELD, features + 4 * HELD, depth - HELD, sums);
  }
  return f32x4.add(held, v128.load(cells));
}
