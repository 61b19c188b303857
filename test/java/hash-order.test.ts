import { describe, expect, it } from 'vitest';
import { hashMapOrder, javaHashCode } from '../../src/java/hash-order.js';

describe('hashMapOrder', () => {
  it('is the order of a java.util.HashMap after its table has grown', () => {
    const keys = [
      ...['Aa', 'BB', 'C#', 'sepal_len', 'x1', 'x2', 'x10', 'Origin', 'Dest', 'é', '', 'zz'],
      ...['AaAa', 'BBBB', 'AaBB', 'BBAa'],
    ];
    expect(hashMapOrder(keys)).toEqual([0, 1, 2, 7, 10, 11, 8, 9, 3, 6, 4, 5, 12, 13, 14, 15]);
  });

  it('is a permutation', () => {
    const keys = Array.from({ length: 1000 }, (_, index) => `C${index}`);
    const sorted = hashMapOrder(keys).sort((a, b) => a - b);
    expect(sorted).toEqual(keys.map((_, index) => index));
  });

  it('of nothing is empty', () => {
    expect(hashMapOrder([])).toEqual([]);
  });
});

describe('javaHashCode', () => {
  it('wraps to 32 bits and goes by UTF-16 units', () => {
    expect(javaHashCode('')).toBe(0);
    expect(javaHashCode('Aa')).toBe(javaHashCode('BB'));
    expect(javaHashCode('polygenelubricants')).toBe(-2147483648);
    expect(javaHashCode('😀')).toBe(0xd83d * 31 + 0xde00);
  });
});
