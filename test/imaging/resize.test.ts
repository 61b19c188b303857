import { describe, expect, it } from 'vitest';
import { applyEffect, type Image } from '../../src/imaging/index.js';

const image: Image = { data: Float64Array.of(1, 2, 3, 4, 5, 6), width: 3, height: 2, channels: 1 };

function resized(params: Readonly<Record<string, unknown>>): number[] {
  return [...applyEffect('resize', { type: 1, boundary: 0, ...params }, image).data];
}

describe('resize', () => {
  it('takes sides below zero as hundredths of the present ones, and at least a pixel', () => {
    expect(resized({ sx: -200, sy: -1 })).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('leaves an image of that size alone, whatever else is asked', () => {
    expect(resized({ sx: 3, sy: -100, type: 0, boundary: 2, centering_x: 0.7 })).toEqual([
      ...image.data,
    ]);
  });

  it('cuts memory, or fills it with zeros behind', () => {
    expect(resized({ sx: 2, sy: 2, type: -1 })).toEqual([1, 2, 3, 4]);
    expect(resized({ sx: 2, sy: 4, type: -1 })).toEqual([1, 2, 3, 4, 5, 6, 0, 0]);
  });

  it('places the image by its centering, with what lies outside by boundary', () => {
    const wide = { sx: 5, sy: 1, type: 0, centering_x: 0.5, centering_y: 1 };
    expect(resized(wide)).toEqual([0, 4, 5, 6, 0]);
    expect(resized({ ...wide, boundary: 1 })).toEqual([4, 4, 5, 6, 6]);
    expect(resized({ ...wide, boundary: 2 })).toEqual([6, 4, 5, 6, 4]);
    expect(resized({ ...wide, boundary: 3 })).toEqual([4, 4, 5, 6, 6]);
  });

  it('averages the stretch of pixels that a smaller one covers', () => {
    expect(resized({ sx: 2, sy: 2, type: 2 })).toEqual([4 / 3, 8 / 3, 13 / 3, 17 / 3]);
  });

  it('reaches the last pixel without a boundary, and goes in steps of the ratio with one', () => {
    const row = { data: Float64Array.of(0, 10), width: 2, height: 1, channels: 1 };
    const wide = { sx: 4, sy: 1, type: 3 };
    const ends = applyEffect('resize', { ...wide, boundary: 0 }, row).data;
    expect(ends[3]).toBe(10);
    const steps = applyEffect('resize', { ...wide, boundary: 1 }, row).data;
    expect([...steps]).toEqual([0, 5, 10, 10]);
  });

  it('refuses a size between the axes that is too large, before memory is asked for', () => {
    const column = { data: new Float64Array(60_000), width: 1, height: 60_000, channels: 1 };
    const flat = { sx: 60_000, sy: 1, type: 3, boundary: 0 };
    expect(() => applyEffect('resize', flat, column)).toThrow('resized along x first');
  });
});

describe('under the rules of imager 0.20', () => {
  it('sizes are refused, since its answers are not known', () => {
    const old = { rules: 'imager-0.20' } as const;
    const params = { sx: 2, sy: 2, type: 1, boundary: 0 };
    expect(() => applyEffect('resize', params, image, old)).toThrow('rules of resize');
    expect(() => applyEffect('resize_half', {}, image, old)).toThrow('rules of resize_half');
  });
});

describe('resize_half', () => {
  it('refuses an image of which nothing is left', () => {
    const row = { data: Float64Array.of(1, 2), width: 2, height: 1, channels: 1 };
    expect(() => applyEffect('resize_half', {}, row)).toThrow('height of the resized image');
  });
});
