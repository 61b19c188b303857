// Between bytes and doubles.

export function copy(from: usize, to: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}

export function loadBytes(from: usize, to: usize, count: u32): void {
  const end = from + count;
  if (ASC_FEATURE_SIMD) {
    for (; from + 8 <= end; from += 8, to += 64) {
      const words = v128.load_ext<u8>(from);
      const low = i32x4.extend_low_i16x8_u(words);
      const high = i32x4.extend_high_i16x8_u(words);
      v128.store(to, f64x2.convert_low_i32x4_u(low));
      v128.store(to, f64x2.convert_low_i32x4_u(v128.shuffle<i64>(low, low, 1, 1)), 16);
      v128.store(to, f64x2.convert_low_i32x4_u(high), 32);
      v128.store(to, f64x2.convert_low_i32x4_u(v128.shuffle<i64>(high, high, 1, 1)), 48);
    }
  }
  for (; from < end; from++, to += 8) store<f64>(to, <f64>load<u8>(from));
}

/** Whole levels, halves up, clamped to 0 .. 255; NaN is 0. */
export function storeBytes(from: usize, to: usize, count: u32): void {
  const end = to + count;
  if (ASC_FEATURE_SIMD) {
    for (; to + 4 <= end; to += 4, from += 32) {
      const low = i32x4.trunc_sat_f64x2_s_zero(level(v128.load(from)));
      const high = i32x4.trunc_sat_f64x2_s_zero(level(v128.load(from, 16)));
      const words = i16x8.narrow_i32x4_s(v128.shuffle<i64>(low, high, 0, 2), low);
      store<u32>(to, i32x4.extract_lane(i8x16.narrow_i16x8_u(words, words), 0));
    }
  }
  for (; to < end; to++, from += 8) {
    const v = load<f64>(from) + 0.5;
    store<u8>(to, v >= 255 ? 255 : v > 0 ? <u8>v : 0);
  }
}

/** v + 0.5 between 0 and 255; pmax's order makes 0 of NaN. */
@inline
function level(v: v128): v128 {
  const raised = f64x2.add(v, f64x2.splat(0.5));
  return f64x2.pmin(f64x2.splat(255), f64x2.pmax(f64x2.splat(0), raised));
}
