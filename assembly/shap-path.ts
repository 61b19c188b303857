// The steps of TreeSHAP on the parts (weights of subsets) of a way, for many lanes at once: cell (i, lane) of the parts is
// part i of that lane. All lanes have the same way; they differ in whether its edges are hot, `ones` 1, or cold, 0.
//
// Each step has the roundings of hex.genmodel.algos.tree.TreeSHAP: every product, quotient and sum is rounded to float, in
// its order. Where a lane's `one` decides between two formulas, the operands are chosen before a division that both need.

/** EXTEND: parts of `length` elements at `from` to those of length + 1 at `to`; length is 1 or more. */
export function extend(
  from: usize,
  to: usize,
  length: u32,
  zero: f32,
  ones: usize,
  lanes: u32,
): void {
  const stride = lanes << 2;
  const last = (length - 1) * stride;
  const whole = <f32>(length + 1);
  if (ASC_FEATURE_SIMD) {
    const zeros = f32x4.splat(zero);
    const wholes = f32x4.splat(whole);
    const step = f32x4.splat(1);
    for (let lane: u32 = 0; lane < stride; lane += 16) {
      const one = v128.load(ones + lane);
      let at = from + last + lane;
      let put = to + last + stride + lane;
      let kept = f32x4.splat(0);
      let below = f32x4.splat(<f32>length);
      let above = step;
      for (let i = length; i > 0; i--) {
        const here = v128.load(at);
        const gained = f32x4.div(f32x4.mul(f32x4.mul(one, here), below), wholes);
        v128.store(put, f32x4.add(kept, gained));
        kept = f32x4.div(f32x4.mul(f32x4.mul(zeros, here), above), wholes);
        below = f32x4.sub(below, step);
        above = f32x4.add(above, step);
        at -= stride;
        put -= stride;
      }
      v128.store(put, kept);
    }
  } else {
    for (let lane: u32 = 0; lane < stride; lane += 4) {
      const one = load<f32>(ones + lane);
      let at = from + last + lane;
      let put = to + last + stride + lane;
      let kept: f32 = 0;
      for (let i = length; i > 0; i--) {
        const here = load<f32>(at);
        store<f32>(put, kept + (one * here * <f32>i) / whole);
        kept = (zero * here * <f32>(length + 1 - i)) / whole;
        at -= stride;
        put -= stride;
      }
      store<f32>(put, kept);
    }
  }
}

/** UNWIND: takes an element out of parts of length + 1 elements, in place. */
export function unwind(parts: usize, length: u32, zero: f32, ones: usize, lanes: u32): void {
  const stride = lanes << 2;
  const whole = <f32>(length + 1);
  if (ASC_FEATURE_SIMD) {
    const zeros = f32x4.splat(zero);
    const wholes = f32x4.splat(whole);
    for (let lane: u32 = 0; lane < stride; lane += 16) {
      const hot = f32x4.ne(v128.load(ones + lane), f32x4.splat(0));
      const kept = zero == 0 ? hot : i32x4.splat(-1);
      let at = parts + length * stride + lane;
      let next = v128.load(at);
      for (let i = length; i > 0; i--) {
        at -= stride;
        const here = v128.load(at);
        const above = f32x4.splat(<f32>(length + 1 - i));
        const over = v128.bitselect(next, here, hot);
        const under = v128.bitselect(f32x4.splat(<f32>i), f32x4.mul(zeros, above), hot);
        const restored = f32x4.div(f32x4.mul(over, wholes), under);
        v128.store(at, v128.and(restored, kept));
        next = f32x4.sub(here, f32x4.div(f32x4.mul(f32x4.mul(restored, zeros), above), wholes));
      }
    }
  } else {
    for (let lane: u32 = 0; lane < stride; lane += 4) {
      const hot = load<f32>(ones + lane) != 0;
      let at = parts + length * stride + lane;
      let next = load<f32>(at);
      for (let i = length; i > 0; i--) {
        at -= stride;
        const here = load<f32>(at);
        const above = <f32>(length + 1 - i);
        if (hot) {
          const restored = (next * whole) / <f32>i;
          store<f32>(at, restored);
          next = here - (restored * zero * above) / whole;
        } else {
          store<f32>(at, zero == 0 ? 0 : (here * whole) / (zero * above));
        }
      }
    }
  }
}
