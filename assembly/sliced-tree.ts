// Trees of a sliced forest (layout.ts), all of whose tests are made for PLANE_ROWS rows at once: one bit per row.
import { PLANE_BYTES } from './layout';

/** Leaf numbers have a byte. */
const MOST_LEVELS = 8;

/**
 * Writes the numbers (u8, from left to right) of the leaves that the rows reach to `leaves`. Level by level, one plane
 * tells for every row which way it goes: of all planes of the level it takes the one of the node that it is at.
 * `ways`: scratch of MOST_LEVELS planes, then of 16 planes.
 */
export function findLeaves(nodes: usize, levels: u32, ways: usize, leaves: usize): void {
  const chosen = ways + MOST_LEVELS * PLANE_BYTES;
  // The way at the last level is the lowest bit of a leaf's number.
  let way = ways + (levels - 1) * PLANE_BYTES;
  const first = plane(nodes, 1);
  v128.store(way, first);
  if (levels > 1) {
    way -= PLANE_BYTES;
    const second = v128.bitselect(plane(nodes, 3), plane(nodes, 2), first);
    v128.store(way, second);
    if (levels > 2) {
      way -= PLANE_BYTES;
      v128.store(
        way,
        v128.bitselect(
          v128.bitselect(plane(nodes, 7), plane(nodes, 6), second),
          v128.bitselect(plane(nodes, 5), plane(nodes, 4), second),
          first,
        ),
      );
    }
  }
  for (let level: u32 = 3; level < levels; level++) {
    passLevel(nodes + (sizeof<u32>() << level), level, way, chosen);
    way -= PLANE_BYTES;
  }
  for (let unused = ways + levels * PLANE_BYTES; unused < chosen; unused += PLANE_BYTES) {
    v128.store(unused, i8x16.splat(0));
  }
  transpose(ways, leaves);
}

/** From the ways above, the last of them at `above`, the next one, before it. */
@inline
function passLevel(nodes: usize, level: u32, above: usize, chosen: usize): void {
  const way1 = v128.load(above);
  const way2 = v128.load(above, PLANE_BYTES);
  const way3 = v128.load(above, 2 * PLANE_BYTES);
  let count: u32 = 1 << (level - 3);
  let to = chosen;
  for (let i: u32 = 0; i < count; i++) {
    // Eight at a time, with a store behind them: V8 would load more than it has registers for.
    v128.store(
      to,
      v128.bitselect(
        v128.bitselect(
          v128.bitselect(plane(nodes, 7), plane(nodes, 6), way1),
          v128.bitselect(plane(nodes, 5), plane(nodes, 4), way1),
          way2,
        ),
        v128.bitselect(
          v128.bitselect(plane(nodes, 3), plane(nodes, 2), way1),
          v128.bitselect(plane(nodes, 1), plane(nodes, 0), way1),
          way2,
        ),
        way3,
      ),
    );
    nodes += 8 * sizeof<u32>();
    to += PLANE_BYTES;
  }
  let way = above + 3 * PLANE_BYTES;
  for (count >>= 1; count != 0; count >>= 1) {
    const ways = v128.load(way);
    let from = chosen;
    for (to = chosen; to < chosen + count * PLANE_BYTES; to += PLANE_BYTES) {
      v128.store(to, v128.bitselect(v128.load(from, PLANE_BYTES), v128.load(from), ways));
      from += 2 * PLANE_BYTES;
    }
    way += PLANE_BYTES;
  }
  v128.store(above - PLANE_BYTES, v128.load(chosen));
}

/** The plane that a node tests. */
@inline
function plane(nodes: usize, node: usize): v128 {
  return v128.load(load<u32>(nodes + (node << 2)));
}

/** Bits between registers: bit j of a byte of plane k becomes bit k of that byte of leaves j. Halves, quarters, eighths. */
function transpose(ways: usize, leaves: usize): void {
  swap(ways, 0, 4, 0x0f);
  swap(ways, 1, 4, 0x0f);
  swap(ways, 2, 4, 0x0f);
  swap(ways, 3, 4, 0x0f);
  for (let half: usize = 0; half < 8; half += 4) {
    const at = ways + half * PLANE_BYTES;
    const to = leaves + half * PLANE_BYTES;
    const a = v128.load(at);
    const b = v128.load(at, PLANE_BYTES);
    const c = v128.load(at, 2 * PLANE_BYTES);
    const d = v128.load(at, 3 * PLANE_BYTES);
    const ac = between(a, c, 2, 0x33);
    const bd = between(b, d, 2, 0x33);
    const a1 = v128.xor(a, i64x2.shl(ac, 2));
    const b1 = v128.xor(b, i64x2.shl(bd, 2));
    const c1 = v128.xor(c, ac);
    const d1 = v128.xor(d, bd);
    const ab = between(a1, b1, 1, 0x55);
    const cd = between(c1, d1, 1, 0x55);
    v128.store(to, v128.xor(a1, i64x2.shl(ab, 1)));
    v128.store(to, v128.xor(b1, ab), PLANE_BYTES);
    v128.store(to, v128.xor(c1, i64x2.shl(cd, 1)), 2 * PLANE_BYTES);
    v128.store(to, v128.xor(d1, cd), 3 * PLANE_BYTES);
  }
}

@inline
function swap(ways: usize, k: usize, distance: usize, mask: i8): void {
  const at = ways + k * PLANE_BYTES;
  const low = v128.load(at);
  const high = v128.load(at + distance * PLANE_BYTES);
  const t = between(low, high, <i32>distance, mask);
  v128.store(at, v128.xor(low, i64x2.shl(t, <i32>distance)));
  v128.store(at + distance * PLANE_BYTES, v128.xor(high, t));
}

/** What differs between the upper bits of `low` and the lower bits of `high`. */
@inline
function between(low: v128, high: v128, distance: i32, mask: i8): v128 {
  return v128.and(v128.xor(i64x2.shr_u(low, distance), high), i8x16.splat(mask));
}
