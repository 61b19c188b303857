import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubleBits, doubleBits64, floatBits, fromDoubleBits } from '../../src/java/double-bits.js';

describe('doubleBits', () => {
  it('splits a double into signed halves, the high one first', () => {
    expect(doubleBits(1)).toEqual([0x3ff00000, 0]);
    expect(doubleBits(-0)).toEqual([-0x80000000, 0]);
    expect(doubleBits(0.1)).toEqual([0x3fb99999, 0x9999999a | 0]);
    expect(doubleBits64(-2)).toBe(0xc000000000000000n);
    expect(floatBits(-2)).toBe(0xc0000000 | 0);
  });

  it('is undone by fromDoubleBits', () => {
    fc.assert(
      fc.property(fc.double(), (x) => {
        expect(fromDoubleBits(...doubleBits(x))).toBe(x);
      }),
    );
  });
});
