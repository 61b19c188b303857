// What the cases of imager do not have: sizes that make memory grow, many channels, levels far outside 0 .. 255.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toByte } from '../../src/imaging/image-set.js';
import {
  applyEffect,
  augment,
  EFFECT_NAMES,
  type EffectOptions,
  type Image,
} from '../../src/imaging/index.js';

const turn = { angle: 33, interpolation: 2, boundary: 0 };
const waves = { ax: 1.3, ay: -1.2, lx: 9, ly: 15, px: 1, py: 2 };
const sharpen = { u1: 0.5, u2: 0.9 };

const CALLS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['crop_borders', { nx: 0, ny: 0.5 }],
  ['rotate', turn],
  ['rotate', { ...turn, interpolation: 1, angle: -100 }],
  ['rotate', { ...turn, boundary: 3 }],
  ['rotate', { ...turn, angle: 270 }],
  ['shift', { dx: 3, dy: -2, boundary: 0 }],
  ['shift', { dx: -300, dy: 1, boundary: 0 }],
  ['dilate_rect', { sx: 4, sy: 1 }],
  ['erode_rect', { sx: 1, sy: 5 }],
  ['dilate_square', { size: 300 }],
  [
    'erode_mask',
    {
      mask: [
        [0, 1],
        [1, 0],
      ],
      neumann: false,
    },
  ],
  ['resize', { sx: 70, sy: 33, type: 5, boundary: 1 }],
  ['resize', { sx: -40, sy: -250, type: 3, boundary: 0 }],
  ['resize', { sx: 90, sy: -100, type: 6, boundary: 0 }],
  ['resize', { sx: 17, sy: 400, type: 2, boundary: 0 }],
  ['resize', { sx: 33, sy: 21, type: 0, boundary: 3, centering_x: 0.5, centering_y: 1 }],
  ['resize', { sx: 95, sy: 2, type: 4, boundary: 0 }],
  ['resize_triple', {}],
  ['isoblur', { sigma: 2.3, neumann: true, gaussian: true }],
  ['isoblur', { sigma: 0.7, neumann: false, gaussian: true }],
  ['isoblur', { sigma: 0.4, neumann: true, gaussian: true }],
  ['isoblur', { sigma: 9, neumann: false, gaussian: false }],
  ['sharpen_shock', { amplitude: 40, edge: 1.2, alpha: 0.8, sigma: 1.1 }],
  ['sharpen_shock', { amplitude: 40, edge: 0, alpha: 0, sigma: 0 }],
  ['pad', { n: 9, axes: 'xy', pos: 1, value: -3 }],
  ['sharpen', { amplitude: 55 }],
  ['contrast', {}],
  ['match_hist', { method: 'rank' }],
  ['rotate_crop_match', { angle: 3, method: 'quantile' }],
  ['fx_warp', { ...waves, sharpen }],
  ['fx_bold', { d: [0, -1] }],
];

function imageOf(width: number, height: number, channels: number, seed: number): Image {
  const level = (i: number): number => {
    const word = Math.imul(i + seed, 2654435761) >>> 0;
    return word % 3 === 0 ? (word % 100_003) / 300 - 40 : 0;
  };
  const size = width * height * channels;
  return { data: Float64Array.from({ length: size }, (_, i) => level(i)), width, height, channels };
}

function expectSame(
  op: string,
  params: Readonly<Record<string, unknown>>,
  image: Image,
  options: EffectOptions = {},
): void {
  const wanted = applyEffect(op, params, image, { ...options, backend: 'js' });
  for (const backend of ['wasm-scalar', 'wasm-simd'] as const) {
    const found = applyEffect(op, params, image, { ...options, backend });
    expect({ ...found, data: undefined }).toEqual({ ...wanted, data: undefined });
    expect(found.data.every((v, i) => Object.is(v, wanted.data[i]))).toBe(true);
  }
}

describe('every back end gives the same bits', () => {
  it.each(CALLS)('%s %j, from small images to large ones', (op, params) => {
    for (const [width, height, channels] of [
      [5, 4, 1],
      [64, 80, 2],
      [180, 90, 3],
      [301, 257, 1],
    ]) {
      expectSame(op, params, imageOf(width, height, channels, width));
    }
  });

  it('for images of any size', () => {
    const side = fc.integer({ min: 1, max: 23 });
    const call = fc.constantFrom(...CALLS.filter(([op]) => op !== 'crop_borders'));
    const setting = fc.tuple(call, side, side, fc.integer({ min: 1, max: 3 }), fc.nat());
    fc.assert(
      fc.property(setting, ([[op, params], width, height, channels, seed]) => {
        // A crop by the growth of the width may leave nothing of a low image.
        const high = op.startsWith('rotate_crop') ? Math.max(width, height) : height;
        expectSame(op, params, imageOf(width, high, channels, seed));
      }),
    );
  });

  it('for levels whose differences overflow', () => {
    const data = Float64Array.from(
      { length: 400 },
      (_, i) => (i % 2 === 0 ? 1e308 : -1e308) / (i + 1),
    );
    const image = { data, width: 20, height: 20, channels: 1 };
    expectSame('match_hist', { method: 'quantile' }, image);
    const blurred = { amplitude: 40, edge: 1, alpha: 0.8, sigma: 1 };
    expectSame('sharpen_shock', blurred, image);
  });

  it('for pixels of which many differ by almost nothing', () => {
    const data = Float64Array.from({ length: 2500 }, (_, i) =>
      i === 7 ? 255 : ((i * 7919) % 2503) * 1e-9,
    );
    const image = { data, width: 50, height: 50, channels: 1 };
    expectSame('match_hist', { method: 'quantile' }, image, { reference: imageOf(40, 30, 1, 5) });
  });
});

describe('sets of bytes', () => {
  it.each(EFFECT_NAMES)('are on every back end what doubles are, rounded: %s', async (name) => {
    for (const [width, height, channels] of [
      [5, 4, 1],
      [16, 3, 1],
      [28, 28, 1],
      [47, 20, 3],
    ]) {
      const size = width * height * channels;
      const pixels = imageOf(width, height, 6 * channels, width).data;
      const data = Uint8Array.from(pixels, (v) => Math.min(Math.max(v, 0), 255));
      const images = { data, count: data.length / size, width, height, channels };
      const options = { effects: [name], seed: 4, copies: 3 };
      const doubles = { ...images, data: Float64Array.from(data) };
      const made = await augment(doubles, { ...options, backend: 'js' });
      const wanted = Uint8Array.from(made.data, toByte);
      for (const backend of ['js', 'wasm-scalar', 'wasm-simd'] as const) {
        expect((await augment(images, { ...options, backend })).data).toEqual(wanted);
      }
    }
  });

  it('of which some are empty stay empty where histograms are matched', async () => {
    const images = { data: new Uint8Array(4 * 784), count: 4, width: 28, height: 28, channels: 1 };
    const effects = ['rotate', 'warp', 'all'] as const;
    for (const backend of ['js', 'wasm-scalar', 'wasm-simd'] as const) {
      const { data } = await augment(images, { effects, copies: 5, backend });
      expect(data.every((level) => level === 0)).toBe(true);
    }
  });
});

describe('results that are too large', () => {
  it('are refused before memory is asked for', () => {
    const image = imageOf(60_000, 2, 1, 1);
    expect(() => applyEffect('rotate', { ...turn, angle: 45 }, image)).toThrow('turned image');
    const small = imageOf(2, 2, 1, 1);
    const pad = { n: 65_000, axes: 'xy', pos: 0, value: 0 };
    expect(() => applyEffect('pad', pad, small)).toThrow('padded image');
  });
});
