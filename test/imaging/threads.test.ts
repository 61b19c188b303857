// Several threads, with the library as it was built: workers are files of their own, which Node cannot load from the source.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type * as imaging from '../../src/imaging/node.js';
import { someImages } from './files/bytes.js';

const BUILT = new URL('../../build/node/imaging.js', import.meta.url);
const { augment, augmentBlocks, augmentDraws, replayBlocks } = (await import(
  /* @vite-ignore */ BUILT.href
)) as typeof imaging;

/** Several pieces for each of a few threads. */
const IMAGES = someImages(9000, 9, 7);
const hashOf = (data: Uint8Array | Float64Array) => createHash('sha256').update(data).digest('hex');

describe('on several threads', () => {
  it.each(['wasm', 'js'] as const)('images have the same bits and order: %s', async (backend) => {
    const options = { effects: ['warp', 'all2'] as const, seed: 5, backend };
    const one = await augment(IMAGES, options);
    for (const threads of [2, 4]) {
      const many = await augment(IMAGES, { ...options, threads });
      expect(hashOf(many.data)).toBe(hashOf(one.data));
    }
  });

  it('doubles stay doubles, and the images that were given stay as they are', async () => {
    const doubles = { ...IMAGES, data: Float64Array.from(IMAGES.data) };
    const before = hashOf(doubles.data);
    const one = await augment(doubles, { effects: ['rotate'] });
    const two = await augment(doubles, { effects: ['rotate'], threads: 2 });
    expect(hashOf(two.data)).toBe(hashOf(one.data));
    expect(hashOf(doubles.data)).toBe(before);
  });

  it('an error is thrown in its place', async () => {
    const records = [...augmentDraws(9000, { effects: ['shift'] })];
    records[8000] = { ...records[8000], draws: { d: [0.5, 0] } };
    let made = 0;
    const replaying = async () => {
      for await (const { count } of replayBlocks(IMAGES, records, { threads: 3 })) made += count;
    };
    await expect(replaying()).rejects.toThrow('draws 8000: ');
    expect(made).toBe(3 * 2048);
  });

  it('a call may be left, or stopped', async () => {
    const options = { effects: ['all'] as const, threads: 2 };
    for await (const block of augmentBlocks(IMAGES, options)) {
      expect(block.count).toBe(2048);
      break;
    }
    const stop = new AbortController();
    const stopped = augment(IMAGES, {
      ...options,
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    });
    await expect(stopped).rejects.toThrow('enough');
  });

  it('refuses what is no number of threads', async () => {
    await expect(augment(IMAGES, { effects: ['bold'], threads: 1.5 })).rejects.toThrow('threads');
    await expect(augment(IMAGES, { effects: ['bold'], threads: 257 })).rejects.toThrow('threads');
  });
});
