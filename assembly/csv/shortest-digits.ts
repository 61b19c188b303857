// The shortest decimal that reads back as a double, and of several the nearest: the algorithm Schubfach (Giulietti, The
// Schubfach way to render doubles, 2021).
import { floorLog2OfTen, mulHigh, powerEntry } from './wide';

/** log10 of two, times 2^20, cut off: right for exponents up to 1,000. */
const LOG10_OF_TWO: i32 = 315653;

/** The exponent of ten that goes with the digits that were found last. */
export let shortestExponent: i32 = 0;

/**
 * Digits d, not ending with 0, of the shortest decimal d * 10^shortestExponent of `significand * 2^exponent`. For a significand
 * of 53 bits, top bit set, that is no power of two, and an exponent from -182 to 0: then the power of five in question is at most
 * 55, and the table has all of it.
 */
export function shortestDigits(significand: u64, exponent: i32): u64 {
  const ten = (exponent * LOG10_OF_TWO) >> 20;
  const shift = exponent + floorLog2OfTen(-ten) + 1;
  const entry = powerEntry(-ten);
  const powerHigh = load<u64>(entry);
  const powerLow = load<u64>(entry, 8);
  // Four times the number in units of 10^ten, 64 bits before the point and 128 behind it.
  const factor = significand << (shift + 2);
  const carried = mulHigh(powerLow, factor);
  const low = powerLow * factor;
  const mid = powerHigh * factor + carried;
  const high = mulHigh(powerHigh, factor) + u64(mid < carried);
  // Four times half the distance to the neighbours.
  const up = shift + 1;
  const stepLow = powerLow << up;
  const stepMid = (powerHigh << up) | (powerLow >> (64 - up));
  const stepHigh = powerHigh >> (64 - up);

  const middle = high | u64((mid | low) != 0);
  // The middles between neighbours belong to the number if its significand is even.
  const odd = significand & 1;
  const lower = minus(high, mid, low, stepHigh, stepMid, stepLow) + odd;
  const upper = plus(high, mid, low, stepHigh, stepMid, stepLow) - odd;

  const floor = middle >> 2;
  const tens = floor / 10;
  const belowFits = lower <= 40 * tens;
  const aboveFits = 40 * tens + 40 <= upper;
  if (belowFits != aboveFits) return withoutZeros(tens + u64(aboveFits), ten + 1);
  shortestExponent = ten;
  const floorFits = lower <= 4 * floor;
  const nextFits = 4 * floor + 4 <= upper;
  if (floorFits != nextFits) return floor + u64(nextFits);
  const half = 4 * floor + 2;
  return floor + u64(middle > half || (middle == half && (floor & 1) != 0));
}

/** digits * 10^exponent, not 0, as digits without zeros at their end. */
export function withoutZeros(digits: u64, exponent: i32): u64 {
  for (let rest = digits / 10; rest * 10 == digits; rest = digits / 10) {
    digits = rest;
    exponent++;
  }
  shortestExponent = exponent;
  return digits;
}

/** The high word of a difference of 192 bits; its last bit also stands for all below. */
@inline
function minus(high: u64, mid: u64, low: u64, stepHigh: u64, stepMid: u64, stepLow: u64): u64 {
  const lowest = low - stepLow;
  const between = mid - stepMid;
  const borrowed = u64(low < stepLow);
  const rest = between - borrowed;
  return (high - stepHigh - u64(mid < stepMid) - u64(between < borrowed)) | u64((rest | lowest) != 0);
}

/** The same of a sum. */
@inline
function plus(high: u64, mid: u64, low: u64, stepHigh: u64, stepMid: u64, stepLow: u64): u64 {
  const lowest = low + stepLow;
  const between = mid + stepMid;
  const carried = u64(lowest < low);
  const rest = between + carried;
  return (high + stepHigh + u64(between < mid) + u64(rest < carried)) | u64((rest | lowest) != 0);
}
