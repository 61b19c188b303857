// Images that are read as often as they are needed.
import { describe, expect, it } from 'vitest';
import {
  augment,
  augmentStream,
  heldImages,
  openImages,
  type AugmentOptions,
  type ImageSet,
  type LabelledImages,
} from '../../src/imaging/node.js';
import { firstImages } from '../../src/imaging/image-source.js';

const OPTIONS: AugmentOptions = { effects: ['rotate', 'bold'], copies: 2, seed: 5 };

/** Byte images with a frame of zeros. */
function images(count: number, from = 0): ImageSet {
  const data = new Uint8Array(count * 64);
  for (let i = 0; i < count; i++) {
    for (let p = 0; p < 64; p++) {
      const isInside = p % 8 > 1 && p % 8 < 6 && p > 15 && p < 48;
      data[i * 64 + p] = isInside ? ((from + i) * 31 + p * 7) % 256 : 0;
    }
  }
  return { data, count, width: 8, height: 8, channels: 1 };
}

/** The images in blocks of these lengths; how often they were asked for, and whether all readers were closed. */
function reader(lengths: readonly number[], change: (set: ImageSet, i: number) => ImageSet) {
  const state = { opened: 0, closed: 0 };
  const open = async function* (): AsyncGenerator<LabelledImages> {
    state.opened++;
    try {
      let from = 0;
      for (const [i, count] of lengths.entries()) {
        const labels = Int32Array.from({ length: count }, (_, k) => from + k);
        yield await Promise.resolve({ images: change(images(count, from), i), labels });
        from += count;
      }
    } finally {
      state.closed++;
    }
  };
  return { open, state };
}

async function collected(blocks: AsyncIterable<ImageSet>): Promise<number[]> {
  const all: number[] = [];
  for await (const { data } of blocks) for (const level of data) all.push(level);
  return all;
}

const asDoubles = (set: ImageSet): ImageSet => ({ ...set, data: Float64Array.from(set.data) });

describe('a source of images', () => {
  it.each([
    ['held', undefined, 1],
    ['read again for each effect and copy', 0, 5],
  ])('that is %s gives what augment gives', async (_, heldBytes, opened) => {
    const { open, state } = reader([3, 0, 1, 5], (set) => set);
    const { source, labels } = await openImages(open, {}, heldBytes);
    expect([source.count, source.isBytes]).toEqual([9, true]);
    expect([...labels!]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const made = await collected(augmentStream(source, OPTIONS));
    expect(made).toEqual([...(await augment(images(9), OPTIONS)).data]);
    expect(state).toEqual({ opened, closed: opened });
  });

  it.each([undefined, 0])('is of doubles if some block is (%s bytes held)', async (heldBytes) => {
    const { open } = reader([2, 2], (set, i) => (i === 1 ? asDoubles(set) : set));
    const { source } = await openImages(open, {}, heldBytes);
    expect(source.isBytes).toBe(false);
    expect((await firstImages(source, 2)).data).toEqual(asDoubles(images(2)).data);
    const made = await collected(augmentStream(source, OPTIONS));
    expect(made).toEqual([...(await augment(asDoubles(images(4)), OPTIONS)).data]);
  });

  it('goes through more images than a piece of work has, on several threads, too', async () => {
    const { open } = reader([1000, 1500, 40], (set) => set);
    const { source } = await openImages(open, {}, 0);
    const expected = [...(await augment(images(2540), { effects: ['shift'] })).data];
    for (const threads of [1, 3]) {
      const made = await collected(augmentStream(source, { effects: ['shift'], threads }));
      expect(made).toEqual(expected);
    }
  });

  it('may have no images', async () => {
    const { open } = reader([0], (set) => set);
    const { source } = await openImages(open);
    expect(await collected(augmentStream(source, OPTIONS))).toEqual([]);
  });

  it('is closed when nobody wants more', async () => {
    const { open, state } = reader([4, 4], (set) => set);
    const { source } = await openImages(open, {}, 0);
    for await (const block of augmentStream(source, OPTIONS)) {
      expect(block.count).toBe(8);
      break;
    }
    expect(state.closed).toBe(state.opened);
  });

  it('is refused where it has other images than before', async () => {
    const source = { ...heldImages(images(4)), count: 5 };
    await expect(collected(augmentStream(source, OPTIONS))).rejects.toThrow('5 images each time');
    const doubles = { ...heldImages(asDoubles(images(4))), isBytes: true };
    await expect(collected(augmentStream(doubles, OPTIONS))).rejects.toThrow('bytes, as it said');
    const wider = { ...heldImages(images(4)), width: 9 };
    await expect(collected(augmentStream(wider, OPTIONS))).rejects.toThrow('72 values an image');
  });

  it('has images of one size', async () => {
    const { open } = reader([2, 2], (set, i) => (i === 1 ? { ...set, width: 16, height: 4 } : set));
    for (const heldBytes of [undefined, 0]) {
      await expect(openImages(open, {}, heldBytes)).rejects.toThrow('image 2 is 16 x 4 x 1');
    }
  });
});
