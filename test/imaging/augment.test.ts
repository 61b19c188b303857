import { describe, expect, it } from 'vitest';
import {
  applyEffect,
  augment,
  augmentBlocks,
  augmentDraws,
  drawEffect,
  EFFECT_NAMES,
  effectRandom,
  replayBlocks,
  type EffectName,
  type Image,
  type ImageSet,
} from '../../src/imaging/index.js';
import { philox } from '../../src/imaging/philox.js';

const SIDE = { width: 13, height: 9, channels: 2 };
const SIZE = SIDE.width * SIDE.height * SIDE.channels;

function set(count: number): ImageSet {
  const level = (i: number): number => ((i * 7919) % 389 < 200 ? 0 : (i * 31) % 256);
  return { data: Uint8Array.from({ length: count * SIZE }, (_, i) => level(i)), count, ...SIDE };
}

function imageOf({ data }: ImageSet, n: number): Image {
  return { data: Float64Array.from(data.subarray(n * SIZE, (n + 1) * SIZE)), ...SIDE };
}

/** What `augment` makes of one image, from its draws alone. */
function replay(name: EffectName, images: ImageSet, image: number, copy: number, seed: number) {
  const place = { seed, image, copy };
  const noiseOf = (kind: 'scratches' | 'blotches'): Image =>
    effectRandom(name, place).noise(kind, SIDE.width, SIDE.height, SIDE.channels);
  const noise = { scratches: noiseOf('scratches'), blotches: noiseOf('blotches') };
  const from = imageOf(images, image);
  const made = applyEffect(`fx_${name}`, drawEffect(name, place), from, { noise, keepSize: true });
  return Uint8Array.from(made.data, (v) => Math.min(Math.max(Math.floor(v + 0.5), 0), 255));
}

describe('augment', () => {
  it.each(EFFECT_NAMES)('can be replayed image by image: %s', async (name) => {
    const images = set(12);
    const made = await augment(images, { effects: [name], seed: 7, copies: 2 });
    expect(made).toMatchObject({ count: 24, ...SIDE });
    for (let n = 0; n < 24; n++) {
      const expected = replay(name, images, n % 12, Math.floor(n / 12), 7);
      expect(made.data.slice(n * SIZE, (n + 1) * SIZE)).toEqual(expected);
    }
  });

  it.each(['shift', 'rotate'] as const)(
    'draws by the number of an image, beyond those that are made at once, too: %s',
    async (name) => {
      const images = set(2100);
      const { data } = await augment(images, { effects: [name], seed: 7 });
      for (const n of [0, 2047, 2048, 2099]) {
        expect(data.slice(n * SIZE, (n + 1) * SIZE)).toEqual(replay(name, images, n, 0, 7));
      }
    },
  );

  it('gives an image whatever stands beside it', async () => {
    const images = set(6);
    const all = await augment(images, { effects: ['shift', 'all2'], seed: 3 });
    const tail = { ...images, count: 2, data: images.data.subarray(4 * SIZE) };
    const part = await augment(tail, { effects: ['all2'], seed: 3, firstImage: 4 });
    expect(part.data).toEqual(all.data.slice(10 * SIZE));
  });

  it('gives a copy whatever other copies are made', async () => {
    const images = set(4);
    const all = await augment(images, { effects: ['warp'], seed: 3, copies: 3 });
    const last = await augment(images, { effects: ['warp'], seed: 3, firstCopy: 2 });
    expect(last.data).toEqual(all.data.slice(8 * SIZE));
    expect([...augmentDraws(4, { effects: ['warp'], seed: 3, firstCopy: 2 })]).toEqual(
      [...augmentDraws(4, { effects: ['warp'], seed: 3, copies: 3 })].slice(8),
    );
  });

  it('leaves doubles as they are, beyond the range of bytes', async () => {
    const images = set(8);
    const doubles = { ...images, data: Float64Array.from(images.data) };
    const made = await augment(doubles, { effects: ['rotate'], seed: 1 });
    expect(made.data).toBeInstanceOf(Float64Array);
    expect(made.data.some((v) => !Number.isInteger(v))).toBe(true);
  });

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(augment(set(1), { effects: ['bold'], signal })).rejects.toThrow('enough');
  });

  it('refuses unknown effects, sets of the wrong length, and seeds that are no whole numbers', async () => {
    const images = set(2);
    const unknown = 'swirl' as EffectName;
    await expect(augment(images, { effects: [unknown] })).rejects.toThrow('erodedilate');
    await expect(augment({ ...images, count: 3 }, { effects: ['bold'] })).rejects.toThrow(
      '3 images',
    );
    await expect(augment(images, { effects: ['bold'], seed: 0.5 })).rejects.toThrow('seed');
    await expect(augment(images, { effects: [] })).rejects.toThrow('list of effects');
  });
});

/** The values of all blocks. */
async function joined(blocks: AsyncIterable<ImageSet>): Promise<Uint8Array> {
  const parts = [];
  for await (const { data } of blocks) parts.push(Uint8Array.from(data));
  return new Uint8Array(Buffer.concat(parts));
}

describe('augmentBlocks', () => {
  it('gives what augment gives, in parts', async () => {
    const images = set(2500);
    const options = { effects: ['shift', 'dilate'] as const, seed: 2 };
    const blocks = [];
    for await (const { count } of augmentBlocks(images, options)) blocks.push(count);
    expect(blocks).toEqual([2048, 452, 2048, 452]);
    const progress: number[] = [];
    const whole = await augment(images, { ...options, onProgress: (done) => progress.push(done) });
    expect(progress).toEqual([2048, 2500, 4548, 5000]);
    expect(
      Buffer.from(await joined(augmentBlocks(images, options))).equals(Buffer.from(whole.data)),
    ).toBe(true);
  });

  it('of no images gives none', async () => {
    expect(await joined(augmentBlocks(set(0), { effects: ['bold'] }))).toEqual(new Uint8Array(0));
  });
});

describe('draws that are recorded', () => {
  it.each(['sequential', 'exclusive'] as const)('give the same images, %s', async (structure) => {
    const images = set(5);
    const options = { effects: EFFECT_NAMES, seed: 9, copies: 2, structure, firstImage: 0 };
    const records = [...augmentDraws(images.count, options)];
    expect(records).toHaveLength(5 * 2 * EFFECT_NAMES.length);
    const kept = JSON.parse(JSON.stringify(records)) as typeof records;
    const made = await augment(images, options);
    expect(await joined(replayBlocks(images, kept))).toEqual(made.data);
    const reversed = await joined(replayBlocks(images, [...kept].reverse()));
    expect(reversed.slice(0, SIZE)).toEqual(made.data.slice(-SIZE));
  });

  it('are refused, by number, where they are none', async () => {
    const images = set(2);
    const [record] = augmentDraws(1, { effects: ['rotate'] });
    const refused = (change: object) =>
      expect(joined(replayBlocks(images, [record, { ...record, ...change }]))).rejects;
    await refused({ image: 2 }).toThrow('image of draws 1');
    await refused({ effect: 'swirl' }).toThrow('erodedilate');
    await refused({ seed: -1 }).toThrow('seed of draws 1');
    await refused({ draws: null }).toThrow('draws of draws 1');
    await refused({ draws: { angle: 1 } }).toThrow('draws 1: ');
    await refused({ draws: { ...record.draws, angle: 'x' } }).toThrow('angle of fx_rotate');
    await refused({ draws: { ...record.draws, angel: 1 } }).toThrow('did you mean angle');
  });
});

describe('random draws', () => {
  it('are those that the authors of Philox publish', () => {
    const words = new Uint32Array(4);
    philox(words, 0, 0, 0, 0, 0, 0, 0);
    expect([...words]).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
    const all = 0xffffffff;
    philox(words, 0, all, all, all, all, all, all);
    expect([...words]).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
  });

  it('turn by N(0, 8) degrees', () => {
    const angles = Array.from({ length: 20_000 }, (_, image) => {
      const { angle } = drawEffect('rotate', { seed: 1, image, copy: 0 });
      return Math.abs(angle as number);
    });
    const share = (most: number): number => angles.filter((a) => a < most).length / angles.length;
    expect(share(1)).toBeCloseTo(0.0995, 2);
    expect(share(8)).toBeCloseTo(0.683, 2);
    expect(share(16)).toBeCloseTo(0.954, 2);
  });

  it('make noise that is uniform', () => {
    const { data } = effectRandom('scratches', { seed: 1, image: 2, copy: 3 }).noise(
      'scratches',
      600,
      600,
    );
    expect(data.reduce((a, b) => a + b) / data.length).toBeCloseTo(0.5, 2);
    expect(data.filter((v) => v < 0.006).length / data.length).toBeCloseTo(0.006, 3);
  });
});
