// java.util.Random: a 48-bit linear congruential generator, kept as two halves of 24 bits so that every
// product stays below 2^53.

import { strictLog } from './strict-log.js';

const HALF = 0x1000000;
const MULTIPLIER_HIGH = 0x5de;
const MULTIPLIER_LOW = 0xece66d;
const INCREMENT = 0xb;

/** `java.util.Random` with a given seed: the same numbers in the same order. */
export class JavaRandom {
  #high = 0;
  #low = 0;
  #spareGaussian: number | undefined;

  /** @param seed the long seed: a bigint (its low 64 bits count), or its 32-bit halves, high first. */
  constructor(seed: bigint | readonly [high: number, low: number]) {
    let high: number;
    let low: number;
    if (typeof seed === 'bigint') {
      high = Number(BigInt.asIntN(32, seed >> 32n));
      low = Number(BigInt.asIntN(32, seed));
    } else {
      [high, low] = seed;
    }
    // Only the low 48 bits of the seed are used, scrambled with the multiplier.
    this.#low = (low & 0xffffff) ^ MULTIPLIER_LOW;
    this.#high = (((high & 0xffff) << 8) | (low >>> 24)) ^ MULTIPLIER_HIGH;
  }

  /** `next(bits)`: the top bits of the new state, at most 32, as a signed integer. */
  #next(bits: number): number {
    const low = this.#low * MULTIPLIER_LOW + INCREMENT;
    const carry = Math.floor(low / HALF);
    const high = this.#low * MULTIPLIER_HIGH + this.#high * MULTIPLIER_LOW + carry;
    this.#low = low % HALF;
    this.#high = high % HALF;
    const top = (this.#high << 8) | (this.#low >>> 16); // bits 47..16 as an int
    return top >> (32 - bits);
  }

  /** A number in [0, bound), `bound` being a positive int; without it the next 32 bits, signed. */
  nextInt(bound?: number): number {
    if (bound === undefined) return this.#next(32);
    let bits = this.#next(31) & 0x7fffffff;
    if ((bound & -bound) === bound) return Math.floor((bound * bits) / 0x80000000);
    let value = bits % bound;
    // Refuses the incomplete last interval, as Java does by overflow of an int.
    while (bits - value + (bound - 1) > 0x7fffffff) {
      bits = this.#next(31) & 0x7fffffff;
      value = bits % bound;
    }
    return value;
  }

  /** A number in [0, 1) with 53 random bits. */
  nextDouble(): number {
    const high = this.#next(26) & 0x3ffffff;
    const low = this.#next(27) & 0x7ffffff;
    return (high * 0x8000000 + low) * 2 ** -53;
  }

  /** A normally distributed number, by Marsaglia's polar method. */
  nextGaussian(): number {
    if (this.#spareGaussian !== undefined) {
      const spare = this.#spareGaussian;
      this.#spareGaussian = undefined;
      return spare;
    }
    let first: number;
    let second: number;
    let square: number;
    do {
      first = 2 * this.nextDouble() - 1;
      second = 2 * this.nextDouble() - 1;
      square = first * first + second * second;
    } while (square >= 1 || square === 0);
    const multiplier = Math.sqrt((-2 * strictLog(square)) / square);
    this.#spareGaussian = second * multiplier;
    return first * multiplier;
  }
}
