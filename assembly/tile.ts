// Conversion of a block's columns to a tile of 32-bit cells (picture in layout.ts).
import {
  BLOCK_CELLS,
  BLOCK_STRIDE,
  CELL_BYTES,
  FLOAT_NA_LEFT,
  FLOAT_NA_RIGHT,
  FOREST_SLOT_BYTES,
  FOREST_SLOT_COUNT,
  FOREST_SLOTS,
  FOREST_TILE,
  IS_NA_THRESHOLD,
  LANES,
  LEVEL,
  NOTHING,
  SLOT_COLUMN,
  SLOT_LEVEL_COUNT,
  SLOT_LEVELS,
  SLOT_READING,
  SLOT_RECORD_BYTES,
} from './layout';

/** Fills `groups` groups of eight rows, from row `firstRow` of the block on. Reads whole groups: columns are padded. */
export function fillTile(forest: usize, input: usize, firstRow: u32, groups: u32): void {
  const slotCount = load<u32>(forest, FOREST_SLOT_COUNT);
  const cells = load<u32>(input, BLOCK_CELLS) + firstRow * sizeof<f64>();
  const stride = load<u32>(input, BLOCK_STRIDE);
  const slotBytes = load<u32>(forest, FOREST_SLOT_BYTES);
  const groupBytes = slotCount * slotBytes;
  let slot: usize = load<u32>(forest, FOREST_SLOTS);
  let tile: usize = load<u32>(forest, FOREST_TILE);
  for (let s: u32 = 0; s < slotCount; s++) {
    const from = cells + load<u32>(slot, SLOT_COLUMN) * stride;
    fillSlot(slot, from, tile, groups, groupBytes);
    slot += SLOT_RECORD_BYTES;
    tile += slotBytes;
  }
}

function fillSlot(slot: usize, from: usize, to: usize, groups: u32, groupBytes: u32): void {
  const reading = load<u32>(slot, SLOT_READING);
  if (reading == FLOAT_NA_LEFT) {
    fillFloats(from, to, groups, groupBytes, NaN);
  } else if (reading == FLOAT_NA_RIGHT) {
    fillFloats(from, to, groups, groupBytes, Infinity);
  } else if (reading == LEVEL) {
    fillLevels(from, to + SLOT_LEVELS, groups, groupBytes, load<u32>(slot, SLOT_LEVEL_COUNT));
  } else if (reading == NOTHING) {
    fillNothing(to, groups, groupBytes);
  } else {
    fillIsNa(from, to, groups, groupBytes);
  }
}

function fillFloats(from: usize, to: usize, groups: u32, groupBytes: u32, na: f32): void {
  for (let group: u32 = 0; group < groups; group++) {
    if (ASC_FEATURE_SIMD) {
      const nas = f32x4.splat(na);
      v128.store(to, fourRoundedDown(v128.load(from), v128.load(from, 16), nas));
      v128.store(to, fourRoundedDown(v128.load(from, 32), v128.load(from, 48), nas), 16);
    } else {
      for (let lane = 0; lane < LANES; lane++) {
        const x = load<f64>(from + lane * sizeof<f64>());
        store<f32>(to + lane * CELL_BYTES, roundedDown(x, na));
      }
    }
    from += LANES * sizeof<f64>();
    to += groupBytes;
  }
}

function fillNothing(to: usize, groups: u32, groupBytes: u32): void {
  for (let group: u32 = 0; group < groups; group++) {
    for (let lane = 0; lane < LANES; lane++) store<f32>(to + lane * CELL_BYTES, NaN);
    to += groupBytes;
  }
}

function fillIsNa(from: usize, to: usize, groups: u32, groupBytes: u32): void {
  for (let group: u32 = 0; group < groups; group++) {
    for (let lane = 0; lane < LANES; lane++) {
      const x = load<f64>(from + lane * sizeof<f64>());
      store<f32>(to + lane * CELL_BYTES, x == x ? 0 : <f32>IS_NA_THRESHOLD);
    }
    from += LANES * sizeof<f64>();
    to += groupBytes;
  }
}

function fillLevels(from: usize, to: usize, groups: u32, groupBytes: u32, levelCount: u32): void {
  for (let group: u32 = 0; group < groups; group++) {
    for (let lane = 0; lane < LANES; lane++) {
      const x = load<f64>(from + lane * sizeof<f64>());
      store<u32>(to + lane * CELL_BYTES, levelOf(x, levelCount));
    }
    from += LANES * sizeof<f64>();
    to += groupBytes;
  }
}

/** A cell in the reading LEVEL. */
@inline
export function levelOf(x: f64, levelCount: u32): u32 {
  // A negative level is a great unsigned number.
  const level = min<u32>(<u32>(<i32>x), levelCount);
  return x == x ? level : levelCount + 1;
}

// Demoting rounds to nearest. Where that is above x, the next float below is wanted: one less in the bits of a positive
// float, one more in those of a negative one. A float above x is never 0 with the sign +, for then x would be negative.
@inline
function roundedDown(x: f64, na: f32): f32 {
  const nearest = <f32>x;
  const bits = reinterpret<i32>(nearest);
  const down = i32(<f64>nearest > x) * ((bits >> 31) | 1);
  return x == x ? reinterpret<f32>(bits - down) : na;
}

/** Four doubles in float, rounded down; `na` for NaN. */
@inline
export function fourRoundedDown(x01: v128, x23: v128, na: v128): v128 {
  const near01 = f32x4.demote_f64x2_zero(x01);
  const near23 = f32x4.demote_f64x2_zero(x23);
  const above01 = f64x2.gt(f64x2.promote_low_f32x4(near01), x01);
  const above23 = f64x2.gt(f64x2.promote_low_f32x4(near23), x23);
  const bits = v128.shuffle<i32>(near01, near23, 0, 1, 4, 5);
  const above = v128.shuffle<i32>(above01, above23, 0, 2, 4, 6);
  const step = v128.or(i32x4.shr_s(bits, 31), i32x4.splat(1));
  const down = i32x4.sub(bits, v128.and(above, step));
  return v128.bitselect(down, na, f32x4.eq(bits, bits));
}
