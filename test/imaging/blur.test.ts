import { describe, expect, it } from 'vitest';
import { applyEffect, type Image } from '../../src/imaging/index.js';

const image: Image = { data: Float64Array.of(1, 2, 3, 4, 5, 6), width: 3, height: 2, channels: 1 };
const BLUR = { sigma: 1, neumann: true, gaussian: true };
const SHOCK = { amplitude: 40, edge: 1, alpha: 0, sigma: 0 };

describe('isoblur', () => {
  it.each([true, false])('keeps a plain image plain where the edge is repeated: %s', (gaussian) => {
    const data = new Float64Array(30 * 20).fill(77);
    const plain = { data, width: 30, height: 20, channels: 1 };
    const blurred = applyEffect('isoblur', { sigma: 2, neumann: true, gaussian }, plain);
    for (const level of blurred.data) expect(level).toBeCloseTo(77, 9);
  });

  it('does nothing below a sigma of 0.1', () => {
    const params = { sigma: 0.09, neumann: true, gaussian: true };
    expect(applyEffect('isoblur', params, image)).toEqual(image);
  });

  it('leaves an image of one pixel alone', () => {
    const pixel = { data: Float64Array.of(9), width: 1, height: 1, channels: 1 };
    expect(applyEffect('isoblur', BLUR, pixel)).toEqual(pixel);
  });

  it('fades towards the edge where nothing lies outside', () => {
    const plain = { data: new Float64Array(400).fill(100), width: 20, height: 20, channels: 1 };
    const { data } = applyEffect('isoblur', { ...BLUR, neumann: false }, plain);
    expect(data[0]).toBeLessThan(60);
    expect(data[210]).toBeGreaterThan(99);
  });
});

describe('sharpen_shock', () => {
  it('makes a slope steeper, within the levels that there are', () => {
    const levels = [10, 10, 20, 60, 100, 110, 110, 110];
    const data = Float64Array.from({ length: 64 }, (_, i) => levels[i % 8]);
    const slope = { data, width: 8, height: 8, channels: 1 };
    const sharp = applyEffect('sharpen_shock', SHOCK, slope).data;
    expect(sharp[32 + 4] - sharp[32 + 2]).toBeGreaterThan(80);
    expect(Math.min(...sharp)).toBe(10);
    expect(Math.max(...sharp)).toBe(110);
  });

  it('leaves a plain image alone', () => {
    const plain = { data: new Float64Array(12).fill(5), width: 4, height: 3, channels: 1 };
    expect(applyEffect('sharpen_shock', SHOCK, plain)).toEqual(plain);
  });
});

describe('under the rules of imager 0.20', () => {
  it.each([
    ['isoblur', BLUR],
    ['sharpen_shock', SHOCK],
  ])('%s is refused, since its answers are not known', (op, params) => {
    const old = { rules: 'imager-0.20' } as const;
    expect(() => applyEffect(op, params, image, old)).toThrow(`rules of ${op}`);
  });
});
