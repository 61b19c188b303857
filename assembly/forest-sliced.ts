// Sums of sliced forests (layout.ts): planes of a tile of rows, then tree by tree the leaves of all its rows.
import {
  BATCH_BYTES,
  BATCH_END,
  BATCH_FROM,
  BLOCK_CELLS,
  BLOCK_STRIDE,
  PLANE_ROWS,
  SLICED_BATCH_COUNT,
  SLICED_BATCHES,
  SLICED_CLASSES,
  SLICED_FLOAT_SUMS,
  SLICED_GROUPS,
  SLICED_LEAVES,
  SLICED_SUMS,
  SLICED_TREE_BYTES,
  SLICED_TREE_LEVELS,
  SLICED_TREE_NODES,
  SLICED_TREE_VALUES,
  SLICED_TREES,
  SLICED_WAYS,
  TREES_AT_ONCE,
} from './layout';
import { fillPlanes } from './planes';
import { findLeaves } from './sliced-tree';

/** As forestSums. */
export function slicedSums(
  forest: usize,
  input: usize,
  rows: u32,
  fromGroup: u32,
  toGroup: u32,
  out: usize,
  first: u32,
): void {
  if (!ASC_FEATURE_SIMD) return;
  const batches: usize = load<u32>(forest, SLICED_BATCHES);
  const batchesEnd = batches + load<u32>(forest, SLICED_BATCH_COUNT) * BATCH_BYTES;
  const classes = load<u32>(forest, SLICED_CLASSES);
  const groups = load<u32>(forest, SLICED_GROUPS);
  const sums: usize = load<u32>(forest, SLICED_SUMS);
  const outStride = load<u32>(out, BLOCK_STRIDE);
  const outCells = load<u32>(out, BLOCK_CELLS) + first * outStride;
  for (let row: u32 = 0; row < rows; row += PLANE_ROWS) {
    const count = min<u32>(rows - row, PLANE_ROWS);
    for (let batch = batches; batch < batchesEnd; batch += BATCH_BYTES) {
      let filled = false;
      for (let k: u32 = 0; k < classes; k++) {
        const from = max<u32>(k * groups + fromGroup, load<u32>(batch, BATCH_FROM));
        const to = min<u32>(k * groups + toGroup, load<u32>(batch, BATCH_END));
        if (from >= to) continue;
        if (!filled) fillPlanes(forest, batch, input, row, count);
        filled = true;
        const cells = outCells + k * outStride + row * sizeof<f64>();
        memory.copy(sums, cells, count * sizeof<f64>());
        addTrees(forest, from, to, count);
        memory.copy(cells, sums, count * sizeof<f64>());
      }
    }
  }
}

function addTrees(forest: usize, from: u32, to: u32, rows: u32): void {
  const floats = load<u32>(forest, SLICED_FLOAT_SUMS) != 0;
  const trees: usize = load<u32>(forest, SLICED_TREES);
  const leaves: usize = load<u32>(forest, SLICED_LEAVES);
  const sums: usize = load<u32>(forest, SLICED_SUMS);
  const ways: usize = load<u32>(forest, SLICED_WAYS);
  const end = trees + to * SLICED_TREE_BYTES;
  let found: u32 = 0;
  let values0: usize = 0;
  let values1: usize = 0;
  let values2: usize = 0;
  for (let tree = trees + from * SLICED_TREE_BYTES; tree < end; tree += SLICED_TREE_BYTES) {
    const levels = load<u32>(tree, SLICED_TREE_LEVELS);
    if (levels == 0) continue;
    findLeaves(load<u32>(tree, SLICED_TREE_NODES), levels, ways, leaves + found * PLANE_ROWS);
    const values: usize = load<u32>(tree, SLICED_TREE_VALUES);
    if (found == 0) values0 = values;
    else if (found == 1) values1 = values;
    else if (found == 2) values2 = values;
    found++;
    if (found < <u32>TREES_AT_ONCE) continue;
    if (floats) addFour<f32>(values0, values1, values2, values, leaves, sums, rows);
    else addFour<f64>(values0, values1, values2, values, leaves, sums, rows);
    found = 0;
  }
  if (found > 0) addOne(values0, leaves, sums, rows, floats);
  if (found > 1) addOne(values1, leaves + PLANE_ROWS, sums, rows, floats);
  if (found > 2) addOne(values2, leaves + 2 * PLANE_ROWS, sums, rows, floats);
}

/** Adds the leaves of four trees, one tree after another, to each row's sum. T: the type of sums (FOREST_FLOAT_SUMS). */
function addFour<T>(
  values0: usize,
  values1: usize,
  values2: usize,
  values3: usize,
  leaves: usize,
  sums: usize,
  rows: u32,
): void {
  const end = leaves + rows;
  for (; leaves < end; leaves++) {
    let sum = <T>load<f64>(sums);
    sum = <T>(sum + <T>valueOf(values0, load<u8>(leaves)));
    sum = <T>(sum + <T>valueOf(values1, load<u8>(leaves, PLANE_ROWS)));
    sum = <T>(sum + <T>valueOf(values2, load<u8>(leaves, 2 * PLANE_ROWS)));
    sum = <T>(sum + <T>valueOf(values3, load<u8>(leaves, 3 * PLANE_ROWS)));
    store<f64>(sums, <f64>sum);
    sums += sizeof<f64>();
  }
}

function addOne(values: usize, leaves: usize, sums: usize, rows: u32, floats: bool): void {
  const end = leaves + rows;
  for (; leaves < end; leaves++) {
    const sum = load<f64>(sums) + valueOf(values, load<u8>(leaves));
    store<f64>(sums, floats ? <f64>(<f32>sum) : sum);
    sums += sizeof<f64>();
  }
}

@inline
function valueOf(values: usize, leaf: u32): f32 {
  return load<f32>(values + (leaf << 2));
}
