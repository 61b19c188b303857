import { describe, expect, it } from 'vitest';
import { cosOfFloat, sinOfFloat } from '../../src/imaging/float-sine.js';

describe('sinOfFloat', () => {
  it('gives what glibc gives where that is not the nearest float32', () => {
    const x = 0x1_66417c / 2 ** 23;
    expect(sinOfFloat(x)).toBe(0x1_581d58 / 2 ** 26);
    expect(Math.fround(Math.sin(x))).toBe(0x1_581d56 / 2 ** 26);
    expect(sinOfFloat(-x)).toBe(-sinOfFloat(x));
  });

  it('is the sine to a unit in the last place, in all quarters', () => {
    for (let i = -700; i <= 700; i++) {
      const x = Math.fround(i / 100);
      const found = sinOfFloat(x);
      expect(Math.abs(found - Math.sin(x))).toBeLessThanOrEqual(Math.abs(found) * 2 ** -23);
    }
  });

  it('leaves zero zero', () => {
    expect(sinOfFloat(0)).toBe(0);
  });
});

describe('cosOfFloat', () => {
  it('is the cosine to a unit in the last place, in all quarters and far away', () => {
    for (let i = -700; i <= 700; i++) {
      for (const x of [Math.fround(i / 100), Math.fround(i * 417.3)]) {
        const [found, exact] = [cosOfFloat(x), Math.cos(x)];
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(Math.abs(exact) * 2 ** -23);
        expect(Math.abs(sinOfFloat(x) - Math.sin(x))).toBeLessThanOrEqual(2 ** -24);
      }
    }
  });
});
