// The steps of TreeSHAP on the parts (weights of subsets) of a way, for many lanes at once: cell (i, lane) of the parts is
// part i of that lane. All lanes have the same way; they differ in whether its edges are hot, `ones` 1, or cold, 0.
//
// Each step has the roundings of hex.genmodel.algos.tree.TreeSHAP: every product, quotient and sum is rounded to float, in
// its order. Where a lane's `one` decides between two formulas, the operands are chosen before a division that both need.
import { ELEMENT_BYTES, ELEMENT_ONES, ELEMENT_ZERO } from './layout';

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

/**
 * Contributions of the elements 1 .. length of the way to a leaf: `length` cells per lane at `out`. `shares` is scratch for
 * `length` floats.
 */
export function contributionsAtLeaf(
  parts: usize,
  elements: usize,
  length: u32,
  value: f32,
  lanes: u32,
  shares: usize,
  out: usize,
): void {
  const stride = lanes << 2;
  const whole = <f32>(length + 1);
  for (let i: u32 = 0; i < length; i++) {
    store<f32>(shares + (i << 2), <f32>(length - i) / whole);
  }
  const top = parts + length * stride;
  const outStride = length << 2;
  for (let e: u32 = 0; e < length; e++) {
    const element = elements + (e + 1) * ELEMENT_BYTES;
    const zero = load<f32>(element, ELEMENT_ZERO);
    const ones: usize = load<u32>(element, ELEMENT_ONES);
    let to = out + (e << 2);
    if (ASC_FEATURE_SIMD) {
      const zeros = f32x4.splat(zero);
      const values = f32x4.splat(value);
      for (let lane: u32 = 0; lane < stride; lane += 16) {
        const one = v128.load(ones + lane);
        const sum = fourSums(top + lane, stride, length, zero, one, shares);
        const share = f32x4.mul(f32x4.mul(sum, f32x4.sub(one, zeros)), values);
        v128.store_lane<f32>(to, share, 0);
        v128.store_lane<f32>(to + outStride, share, 1);
        v128.store_lane<f32>(to + 2 * outStride, share, 2);
        v128.store_lane<f32>(to + 3 * outStride, share, 3);
        to += 4 * outStride;
      }
    } else {
      for (let lane: u32 = 0; lane < stride; lane += 4) {
        const one = load<f32>(ones + lane);
        const sum = oneSum(top + lane, stride, length, zero, one, shares);
        store<f32>(to, sum * (one - zero) * value);
        to += outStride;
      }
    }
  }
}

/** Sums of the parts without an element, of four lanes. `top`: the last part. */
@inline
function fourSums(
  top: usize,
  stride: u32,
  length: u32,
  zero: f32,
  one: v128,
  shares: usize,
): v128 {
  const zeros = f32x4.splat(zero);
  const units = f32x4.splat(1);
  const wholes = f32x4.splat(<f32>(length + 1));
  const hot = f32x4.ne(one, f32x4.splat(0));
  const kept = zero == 0 ? hot : i32x4.splat(-1);
  let at = top;
  let next = v128.load(at);
  let total = f32x4.splat(0);
  let below = f32x4.splat(<f32>length);
  let share = shares + (length << 2);
  while (share != shares) {
    share -= 4;
    at -= stride;
    const here = v128.load(at);
    const shareHere = v128.load32_splat(share);
    const over = v128.bitselect(f32x4.mul(next, wholes), here, hot);
    const quotient = f32x4.div(over, v128.bitselect(below, zeros, hot));
    const part = f32x4.div(quotient, v128.bitselect(units, shareHere, hot));
    total = f32x4.add(total, v128.and(part, kept));
    next = f32x4.sub(here, f32x4.mul(f32x4.mul(quotient, zeros), shareHere));
    below = f32x4.sub(below, units);
  }
  return total;
}

@inline
function oneSum(
  top: usize,
  stride: u32,
  length: u32,
  zero: f32,
  one: f32,
  shares: usize,
): f32 {
  const whole = <f32>(length + 1);
  let at = top;
  let next = load<f32>(at);
  let total: f32 = 0;
  if (one != 0) {
    for (let i = length; i > 0; i--) {
      at -= stride;
      const restored = (next * whole) / <f32>i;
      total += restored;
      next = load<f32>(at) - restored * zero * load<f32>(shares + ((i - 1) << 2));
    }
  } else if (zero != 0) {
    for (let i = length; i > 0; i--) {
      at -= stride;
      total += load<f32>(at) / zero / load<f32>(shares + ((i - 1) << 2));
    }
  }
  return total;
}
