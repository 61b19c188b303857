import { describe, expect, it } from 'vitest';
import { applyEffect, EFFECT_OPS, type Image } from '../../src/imaging/index.js';

const image: Image = { data: Float64Array.of(1, 2, 3, 4, 5, 6), width: 3, height: 2, channels: 1 };

describe('applyEffect', () => {
  it('leaves the image alone', () => {
    const before = image.data.slice();
    applyEffect('contrast', {}, image);
    applyEffect('shift', { dx: 1, dy: 0, boundary: 0 }, image);
    expect(image.data).toEqual(before);
  });

  it('turns by quarters of an image that is no square', () => {
    const turned = applyEffect('rotate', { angle: 90, interpolation: 2, boundary: 0 }, image);
    expect(turned).toEqual({
      data: Float64Array.of(4, 1, 5, 2, 6, 3),
      width: 2,
      height: 3,
      channels: 1,
    });
    const back = applyEffect('rotate', { angle: -90, interpolation: 2, boundary: 0 }, turned);
    expect(back).toEqual(image);
  });

  it('pads colour planes one by one', () => {
    const colour = { data: Float64Array.of(1, 2), width: 1, height: 1, channels: 2 };
    const padded = applyEffect('pad', { n: 1, axes: 'x', pos: -1, value: 9 }, colour);
    expect([...padded.data]).toEqual([9, 1, 9, 2]);
  });

  it.each([
    ['swirl', {}, 'op'],
    ['toString', {}, 'op'],
    ['rotate', { angle: NaN, interpolation: 1, boundary: 0 }, 'angle of rotate'],
    ['rotate', { angle: 1, interpolation: 3, boundary: 0 }, 'interpolation of rotate'],
    ['rotate', { angle: 1, interpolation: 1, boundery: 0 }, 'did you mean boundary'],
    ['shift', { dx: '1', dy: 0, boundary: 0 }, 'dx of shift'],
    ['warp', { mode: 1, interpolation: 1, boundary: 0 }, 'field of warp'],
    ['dilate_square', { size: 2.5 }, 'size of dilate_square'],
    ['dilate_mask', { mask: [[1, 0], [1]], neumann: true }, 'mask of dilate_mask'],
    ['erode_mask', { mask: [[0, 0]], neumann: true }, 'mask of erode_mask'],
    ['crop_borders', { nx: 2, ny: 0 }, 'leave a pixel'],
    ['resize', { sx: 2, sy: 2, type: 7, boundary: 0 }, 'type of resize'],
    ['resize', { sx: 0, sy: 2, type: 1, boundary: 0 }, 'width of the resized image'],
    ['resize', { sx: 2, sy: NaN, type: 1, boundary: 0 }, 'sy of resize'],
    ['resize', { sx: 1e9, sy: 1e9, type: 1, boundary: 0 }, 'sx of resize'],
    ['resize', { sx: 65535, sy: 65535, type: 1, boundary: 0 }, 'the resized image'],
    ['resize', { sx: -(2 ** 24), sy: 1, type: 1, boundary: 0 }, 'width of the resized image'],
    ['resize', { sx: 2, sy: 2, type: 0, boundary: 0, centering_x: 2 }, 'centering_x of resize'],
    ['isoblur', { sigma: -1, neumann: true, gaussian: true }, 'sigma of isoblur'],
    ['isoblur', { sigma: NaN, neumann: true, gaussian: true }, 'sigma of isoblur'],
    ['isoblur', { sigma: 1, gaussian: true }, 'neumann of isoblur'],
    ['sharpen_shock', { amplitude: 1, edge: -1, alpha: 0, sigma: 0 }, 'edge of sharpen_shock'],
    ['fx_shift', { d: [1] }, 'two whole numbers'],
    ['fx_blotches', { p: 0.5, size: 2 }, 'noise for blotches'],
  ])('refuses %s with %j', (op, params, message) => {
    expect(() => applyEffect(op, params, image)).toThrow(message);
  });

  it('refuses what is no image', () => {
    const odd = [
      { ...image, width: 4 },
      { ...image, width: -3, height: -2 },
      { ...image, data: [1, 2, 3, 4, 5, 6] },
      { ...image, data: Float64Array.of(1, 2, 3, 4, 5, NaN) },
      { ...image, channels: 1.5 },
    ];
    for (const wrong of odd) {
      expect(() => applyEffect('contrast', {}, wrong as Image)).toThrow(/image/);
    }
  });

  it.each(['js', 'wasm-scalar', 'wasm-simd'] as const)(
    'takes quantiles with the bits of R on %s',
    (backend) => {
      const line = (...data: number[]) => ({
        data: Float64Array.from(data),
        width: data.length,
        height: 1,
        channels: 1,
      });
      const image = line(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
      const matched = (reference: Image) =>
        applyEffect('match_hist', {}, image, { backend, reference }).data;
      // 1 + 4 * 0.1, less 1: what R counts from 1 is no 0.4.
      expect(matched(line(0, 1, 2, 3, 4))[0]).toBe(0.3999999999999999);
      // Equal neighbours are not weighed: 0.7 * 0.1 + 0.3 * 0.1 would be more than either.
      expect([...matched(line(0.1, 0.1, 0.1, 0.1))]).toEqual(Array(10).fill(0.1));
    },
  );

  it('names every operation', () => {
    expect(EFFECT_OPS).toContain('rotate_crop_match');
    expect(EFFECT_OPS).toContain('fx_all2');
  });
});
