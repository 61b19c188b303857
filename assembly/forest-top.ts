// The top of narrow trees (layout.ts) in SIMD, for whole tiles.
import {
  BELOW_TOP,
  LANES,
  NARROW_SHIFT,
  NODE_SLOT,
  NODE_THRESHOLD,
  NUMERIC_SLOT_BYTES,
} from './layout';

/** Half of the floats of a slot: the rows of one register. */
const HALF_BYTES = NUMERIC_SLOT_BYTES / 2;

/**
 * Writes the nodes that the rows of a tile reach below the top to `reached`. At the top all rows meet the same few
 * nodes, so that making all seven tests for four rows at once is less work than making each row's three.
 */
export function passTop(
  nodes: usize,
  cells: usize,
  groupBytes: u32,
  groups: u32,
  reached: usize,
): void {
  const slot1 = slotOffset(nodes, 1);
  const slot2 = slotOffset(nodes, 2);
  const slot3 = slotOffset(nodes, 3);
  const slot4 = slotOffset(nodes, 4);
  const slot5 = slotOffset(nodes, 5);
  const slot6 = slotOffset(nodes, 6);
  const slot7 = slotOffset(nodes, 7);
  const threshold1 = threshold(nodes, 1);
  const threshold2 = threshold(nodes, 2);
  const threshold3 = threshold(nodes, 3);
  const threshold4 = threshold(nodes, 4);
  const threshold5 = threshold(nodes, 5);
  const threshold6 = threshold(nodes, 6);
  const threshold7 = threshold(nodes, 7);
  const belowTop = i32x4.splat(BELOW_TOP);
  for (let group: u32 = 0; group < groups; group++) {
    for (let half = 0; half < NUMERIC_SLOT_BYTES; half += HALF_BYTES) {
      const at = cells + half;
      const test1 = f32x4.ge(v128.load(at + slot1), threshold1);
      const test2 = f32x4.ge(v128.load(at + slot2), threshold2);
      const test3 = f32x4.ge(v128.load(at + slot3), threshold3);
      const test4 = f32x4.ge(v128.load(at + slot4), threshold4);
      const test5 = f32x4.ge(v128.load(at + slot5), threshold5);
      const test6 = f32x4.ge(v128.load(at + slot6), threshold6);
      const test7 = f32x4.ge(v128.load(at + slot7), threshold7);
      const second = v128.bitselect(test3, test2, test1);
      const third = v128.bitselect(
        v128.bitselect(test7, test6, test3),
        v128.bitselect(test5, test4, test2),
        test1,
      );
      // A lane of a test is -1 where its row goes right.
      const right = i32x4.add(i32x4.add(i32x4.shl(test1, 2), i32x4.shl(second, 1)), third);
      v128.store(reached, i32x4.sub(belowTop, right));
      reached += (LANES / 2) * sizeof<u32>();
    }
    cells += groupBytes;
  }
}

@inline
function slotOffset(nodes: usize, node: usize): u32 {
  return load<u16>(nodes + (node << NARROW_SHIFT), NODE_SLOT);
}

@inline
function threshold(nodes: usize, node: usize): v128 {
  return v128.load32_splat(nodes + (node << NARROW_SHIFT), NODE_THRESHOLD);
}
