// What the elements of the way to a leaf contribute, for many lanes at once (see shap-path.ts).
//
// The sum for an element is a chain of divisions, each of which waits for the one before, so that the SIMD build makes four
// sums at once: the processor divides for one while the others wait.
import { ELEMENT_BYTES, ELEMENT_ONES, ELEMENT_PLACE, ELEMENT_ZERO } from './layout';

/**
 * Contributions of the elements 1 .. length of the way to a leaf, each at its place from `out` + lane * laneBytes on. `shares` is
 * scratch for `length` floats.
 */
export function contributionsAtLeaf(
  parts: usize,
  elements: usize,
  length: u32,
  value: f32,
  lanes: u32,
  shares: usize,
  out: usize,
  laneBytes: u32,
): void {
  const stride = lanes << 2;
  const whole = <f32>(length + 1);
  for (let i: u32 = 0; i < length; i++) {
    store<f32>(shares + (i << 2), <f32>(length - i) / whole);
  }
  for (let lane: u32 = 0; lane < stride; lane += ASC_FEATURE_SIMD ? 16 : 4) {
    if (ASC_FEATURE_SIMD) {
      const used = usedParts(parts + lane, length, stride);
      for (let e: u32 = 0; e < length; e += 4) {
        fourElements(
          parts + lane,
          stride,
          length,
          used,
          elements + (e + 1) * ELEMENT_BYTES,
          elements + min<u32>(e + 2, length) * ELEMENT_BYTES,
          elements + min<u32>(e + 3, length) * ELEMENT_BYTES,
          elements + min<u32>(e + 4, length) * ELEMENT_BYTES,
          lane,
          shares,
          value,
          out,
          laneBytes,
        );
      }
      out += 4 * laneBytes;
    } else {
      const top = parts + length * stride + lane;
      for (let e: u32 = 0; e < length; e++) {
        const element = elements + (e + 1) * ELEMENT_BYTES;
        const zero = load<f32>(element, ELEMENT_ZERO);
        const one = load<f32>(load<u32>(element, ELEMENT_ONES) + lane);
        const sum = oneSum(top, stride, length, zero, one, shares);
        store<f32>(out + load<u32>(element, ELEMENT_PLACE), sum * (one - zero) * value);
      }
      out += laneBytes;
    }
  }
}

/** The highest part of four lanes that is not 0 in all of them. With k hot elements the parts above k are 0. */
@inline
function usedParts(parts: usize, length: u32, stride: u32): u32 {
  const zeros = f32x4.splat(0);
  let used = length;
  while (used != 0 && !v128.any_true(f32x4.ne(v128.load(parts + used * stride), zeros))) used--;
  return used;
}

/**
 * Contributions of four elements in four lanes. Where a part and all above are 0, they add 0 and leave nothing for the next
 * one: the sums begin above part `used`.
 */
@inline
function fourElements(
  parts: usize,
  stride: u32,
  length: u32,
  used: u32,
  elementA: usize,
  elementB: usize,
  elementC: usize,
  elementD: usize,
  lane: u32,
  shares: usize,
  value: f32,
  to: usize,
  laneBytes: u32,
): void {
  const zeroA = load<f32>(elementA, ELEMENT_ZERO);
  const zeroB = load<f32>(elementB, ELEMENT_ZERO);
  const zeroC = load<f32>(elementC, ELEMENT_ZERO);
  const zeroD = load<f32>(elementD, ELEMENT_ZERO);
  const oneA = v128.load(load<u32>(elementA, ELEMENT_ONES) + lane);
  const oneB = v128.load(load<u32>(elementB, ELEMENT_ONES) + lane);
  const oneC = v128.load(load<u32>(elementC, ELEMENT_ONES) + lane);
  const oneD = v128.load(load<u32>(elementD, ELEMENT_ONES) + lane);
  const zerosA = f32x4.splat(zeroA);
  const zerosB = f32x4.splat(zeroB);
  const zerosC = f32x4.splat(zeroC);
  const zerosD = f32x4.splat(zeroD);
  const hotA = f32x4.ne(oneA, f32x4.splat(0));
  const hotB = f32x4.ne(oneB, f32x4.splat(0));
  const hotC = f32x4.ne(oneC, f32x4.splat(0));
  const hotD = f32x4.ne(oneD, f32x4.splat(0));
  const coldA = v128.andnot(zerosA, hotA);
  const coldB = v128.andnot(zerosB, hotB);
  const coldC = v128.andnot(zerosC, hotC);
  const coldD = v128.andnot(zerosD, hotD);
  const unit = f32x4.splat(1);
  const wholes = f32x4.splat(<f32>(length + 1));
  // 0 times a share that is not finite is not 0.
  const finite = isFinite(zeroA) && isFinite(zeroB) && isFinite(zeroC) && isFinite(zeroD);
  let i = finite && used < length ? used + 1 : length;
  let at = parts + i * stride;
  let share = shares + (i << 2);
  let below = f32x4.splat(<f32>i);
  let nextA = v128.load(at);
  let nextB = nextA;
  let nextC = nextA;
  let nextD = nextA;
  let totalA = f32x4.splat(0);
  let totalB = f32x4.splat(0);
  let totalC = f32x4.splat(0);
  let totalD = f32x4.splat(0);
  for (; i != 0; i--) {
    at -= stride;
    share -= 4;
    const here = v128.load(at);
    const shareHere = v128.load32_splat(share);
    const overA = v128.bitselect(f32x4.mul(nextA, wholes), here, hotA);
    const overB = v128.bitselect(f32x4.mul(nextB, wholes), here, hotB);
    const overC = v128.bitselect(f32x4.mul(nextC, wholes), here, hotC);
    const overD = v128.bitselect(f32x4.mul(nextD, wholes), here, hotD);
    const quotientA = f32x4.div(overA, v128.or(v128.and(below, hotA), coldA));
    const quotientB = f32x4.div(overB, v128.or(v128.and(below, hotB), coldB));
    const quotientC = f32x4.div(overC, v128.or(v128.and(below, hotC), coldC));
    const quotientD = f32x4.div(overD, v128.or(v128.and(below, hotD), coldD));
    nextA = f32x4.sub(here, f32x4.mul(f32x4.mul(quotientA, zerosA), shareHere));
    nextB = f32x4.sub(here, f32x4.mul(f32x4.mul(quotientB, zerosB), shareHere));
    nextC = f32x4.sub(here, f32x4.mul(f32x4.mul(quotientC, zerosC), shareHere));
    nextD = f32x4.sub(here, f32x4.mul(f32x4.mul(quotientD, zerosD), shareHere));
    const partA = f32x4.div(quotientA, v128.bitselect(unit, shareHere, hotA));
    const partB = f32x4.div(quotientB, v128.bitselect(unit, shareHere, hotB));
    const partC = f32x4.div(quotientC, v128.bitselect(unit, shareHere, hotC));
    const partD = f32x4.div(quotientD, v128.bitselect(unit, shareHere, hotD));
    totalA = f32x4.add(totalA, partA);
    totalB = f32x4.add(totalB, partB);
    totalC = f32x4.add(totalC, partC);
    totalD = f32x4.add(totalD, partD);
    below = f32x4.sub(below, unit);
  }
  const values = f32x4.splat(value);
  storeShares(to, elementA, laneBytes, share4(totalA, zeroA, zerosA, oneA, hotA, values));
  storeShares(to, elementB, laneBytes, share4(totalB, zeroB, zerosB, oneB, hotB, values));
  storeShares(to, elementC, laneBytes, share4(totalC, zeroC, zerosC, oneC, hotC, values));
  storeShares(to, elementD, laneBytes, share4(totalD, zeroD, zerosD, oneD, hotD, values));
}

/** A lane's contribution: its sum times (one - zero) times the leaf's value. */
@inline
function share4(total: v128, zero: f32, zeros: v128, one: v128, hot: v128, values: v128): v128 {
  // Cold elements without weight count for nothing.
  const sum = zero == 0 ? v128.and(total, hot) : total;
  return f32x4.mul(f32x4.mul(sum, f32x4.sub(one, zeros)), values);
}

@inline
function storeShares(out: usize, element: usize, laneBytes: u32, four: v128): void {
  const to = out + load<u32>(element, ELEMENT_PLACE);
  v128.store_lane<f32>(to, four, 0);
  v128.store_lane<f32>(to + laneBytes, four, 1);
  v128.store_lane<f32>(to + 2 * laneBytes, four, 2);
  v128.store_lane<f32>(to + 3 * laneBytes, four, 3);
}

/** Sum of the parts without an element, of one lane. `top`: the last part. */
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
