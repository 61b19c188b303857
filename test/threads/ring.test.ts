// The ring on one thread, step by step: no wake-up may be lost between the two sides.
import { describe, expect, it } from 'vitest';
import { Ring } from '../../src/threads/ring.js';
import { allocateSlots, MIN_PIECE_ROWS, slotLayout, slotViews } from '../../src/threads/slot.js';

function ringOf(slots: number): Ring {
  const ring = new Ring(new Int32Array(new SharedArrayBuffer(4 * Ring.length(slots))));
  ring.begin();
  return ring;
}

describe('a ring', () => {
  it('asks for a message when the worker sleeps, and only then', () => {
    const ring = ringOf(3);
    expect(ring.fill(0)).toBe(true);
    expect(ring.fill(1)).toBe(false);
    expect(ring.isFilled(0)).toBe(true);
    ring.done(0);
    expect(ring.isFilled(1)).toBe(true);
    ring.done(1);
    expect(ring.isFilled(2)).toBe(false);
    expect(ring.fill(2)).toBe(true);
  });

  it('sleeps while what is filled cannot be read, and is woken when it can', () => {
    const ring = ringOf(2);
    ring.fill(0);
    expect(ring.isFilled(0, () => false)).toBe(false);
    expect(ring.mayGoOn()).toBe(true);
    expect(ring.mayGoOn()).toBe(false);
    expect(ring.isFilled(0, () => true)).toBe(true);
    // It could while the worker fell asleep: nobody has to wake it.
    let asked = 0;
    expect(ring.isFilled(0, () => asked++ > 0)).toBe(true);
    expect(ring.mayGoOn()).toBe(false);
  });

  it('lets nobody wait for rows that the worker has', () => {
    const ring = ringOf(3);
    for (const slot of [0, 1, 2]) ring.fill(slot);
    expect(ring.awaitTaken(0, 1)).toBe(false);
    ring.taken(0);
    ring.done(1);
    ring.reported(2);
    for (const slot of [0, 1, 2]) expect(ring.awaitTaken(slot, Infinity)).toBe(true);
    expect(ring.isDone(0)).toBe(false);
    ring.done(0);
    expect(ring.isDone(0)).toBe(true);
  });

  it('tells what is done, but not what is reported', () => {
    const ring = ringOf(2);
    ring.fill(0);
    ring.fill(1);
    expect(ring.isDone(0)).toBe(false);
    ring.done(0);
    ring.reported(1);
    expect(ring.isDone(0)).toBe(true);
    expect(ring.isDone(1)).toBe(false);
    ring.fill(0);
    expect(ring.isDone(0)).toBe(false);
  });
});

describe('slots', () => {
  const columns = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ name: `c${i}`, kind: 'number' as const }));

  it.each([
    [64, 1],
    [1152, 3],
    [4096, 1],
    [1152, 200],
    [64, 65_536],
  ])('for blocks of %i rows and %i columns of answers do not overlap', (capacity, count) => {
    const layout = slotLayout(capacity, columns(count));
    expect(layout.rows % MIN_PIECE_ROWS).toBe(0);
    expect(layout.rows).toBeLessThanOrEqual(capacity);
    expect(layout.slots).toBeGreaterThanOrEqual(2);
    const memory = allocateSlots(layout);
    const ends = slotViews(layout, memory).flatMap(({ header, refused, offsets, out }) =>
      [header, refused, offsets, ...out].map(({ byteOffset, byteLength }) => [
        byteOffset,
        byteOffset + byteLength,
      ]),
    );
    expect(ends[0][0]).toBeGreaterThanOrEqual(Ring.length(layout.slots) * 4);
    for (let i = 1; i < ends.length; i++) expect(ends[i][0]).toBeGreaterThanOrEqual(ends[i - 1][1]);
    expect(ends.at(-1)[1]).toBeLessThanOrEqual(memory.byteLength);
  });
});
