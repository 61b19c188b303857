import { describe, expect, it } from 'vitest';
import { composeContributions } from '../../src/answers/contribution-order.js';
import { randomSource } from '../engine/random.js';

const BIAS = 99;

function compose(values: readonly number[], topN: number, bottomN: number, compareAbs = false) {
  return [...composeContributions(Float32Array.of(...values, BIAS), { topN, bottomN, compareAbs })];
}

describe('the order of contributions', () => {
  it('has the highest falling, the lowest rising, the bias last', () => {
    const values = [3, -5, 1, 4];
    expect(compose(values, 2, 0)).toEqual([3, 0, 4]);
    expect(compose(values, 0, 2)).toEqual([1, 2, 4]);
    expect(compose(values, 1, 2)).toEqual([3, 1, 2, 4]);
    expect(compose(values, 1, 1, true)).toEqual([1, 2, 4]);
  });

  it('has all of them, falling, where both ends meet or one is all', () => {
    const values = [3, -5, 1, 4];
    const falling = [3, 0, 2, 1, 4];
    for (const [top, bottom] of [
      [-1, 0],
      [4, 0],
      [9, 0],
      [3, 2],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ]) {
      expect(compose(values, top, bottom)).toEqual(falling);
    }
    expect(compose(values, 0, -1)).toEqual([...falling.slice(0, 4).reverse(), 4]);
    expect(compose(values, 2, 2)).toEqual([3, 0, 1, 2, 4]);
  });

  it('is the bias alone where nothing is asked for', () => {
    expect(compose([3, -5], 0, 0)).toEqual([2]);
  });

  it('leaves equal values in the order of the features, but those that mirror each other in the falling order at the lower end', () => {
    const values = [1, 1, 1, 2];
    expect(compose(values, 2, 0)).toEqual([3, 0, 4]);
    expect(compose(values, 0, 2)).toEqual([0, 1, 4]);
    expect(compose(values, 1, 2)).toEqual([3, 1, 2, 4]);
  });

  it('has all of them where any negative number is asked for', () => {
    const values = [3, -5, 1, 4];
    expect(compose(values, -2, 0)).toEqual([3, 0, 2, 1, 4]);
    expect(compose(values, 0, -3)).toEqual([1, 2, 0, 3, 4]);
  });

  it('tells 0 from -0, and puts NaN last, from 500 features on only', () => {
    const few = [0, -0, 1];
    expect(compose(few, 0, 3)).toEqual([0, 1, 2, 3]);
    const many = [...few, NaN, ...new Array<number>(500).fill(2)];
    const rising = compose(many, 0, -1);
    expect(rising.slice(0, 3)).toEqual([1, 0, 2]);
    expect(rising.at(-2)).toBe(3);
    expect(rising.at(-1)).toBe(many.length);
  });

  it('is that of the numbers below 500 features, and of the bits of floats from there on', () => {
    const random = randomSource(31);
    for (const [count, extremes] of [
      [20, [0, -0, Infinity, -Infinity]],
      [499, [0, -0, Infinity, -Infinity]],
      [500, [0, -0, Infinity, -Infinity, NaN]],
      [700, [0, -0, Infinity, -Infinity, NaN]],
    ] as const) {
      for (const compareAbs of [false, true]) {
        const values = Array.from({ length: count }, () =>
          random() < 0.3
            ? extremes[Math.floor(random() * extremes.length)]
            : Math.round(random() * 40 - 20) / 2,
        );
        for (const [top, sign] of [
          [-1, -1],
          [0, 1],
        ] as const) {
          const keys = values.map((value) => (compareAbs ? Math.abs(value) : value) * sign);
          const compare = count < 500 ? compareNumbers : compareBits;
          const expected = [...keys.keys()].sort((a, b) => compare(keys[a], keys[b]) || a - b);
          expect(compose(values, top, -1 - top, compareAbs)).toEqual([...expected, count]);
        }
      }
    }
  });
});

const compareNumbers = (a: number, b: number) => Number(a > b) - Number(a < b);

/** Floats as Java orders them: by their bits, those of negative ones turned around. */
function compareBits(a: number, b: number): number {
  const orderOf = (x: number) => {
    const [bits] = new Int32Array(Float32Array.of(x).buffer);
    if (Number.isNaN(x)) return 0x7fc00000;
    return bits ^ ((bits >> 31) & 0x7fffffff);
  };
  return orderOf(a) - orderOf(b);
}
