// 128-bit products and the table of powers of five (layout.ts), for exact decimal conversions.
import { MAX_POWER, POWER_BYTES } from './layout';

const LOW_HALF: u64 = 0xffffffff;

/** Where TypeScript has to write the powers of five: behind the binary's own data. */
@inline
export function powersAddress(): usize {
  return (__heap_base + 63) & ~63;
}

/** Address of the entry of 5^power; |power| <= MAX_POWER. */
@inline
export function powerEntry(power: i32): usize {
  return powersAddress() + <usize>(power + MAX_POWER) * POWER_BYTES;
}

/** The high 64 bits of a * b. */
@inline
export function mulHigh(a: u64, b: u64): u64 {
  const aLow = a & LOW_HALF;
  const aHigh = a >> 32;
  const bLow = b & LOW_HALF;
  const bHigh = b >> 32;
  const first = aHigh * bLow + ((aLow * bLow) >> 32);
  const second = aLow * bHigh + (first & LOW_HALF);
  return aHigh * bHigh + (first >> 32) + (second >> 32);
}

/** floor(log2(10^power)) for |power| <= 1000. */
@inline
export function floorLog2OfTen(power: i32): i32 {
  return (power * 1741647) >> 19;
}
