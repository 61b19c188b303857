import { describe, expect, it } from 'vitest';
import { Broadcast } from '../../src/features/broadcast.js';

/** What a reader gives until its end. */
async function all<Item>(reader: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of reader) items.push(item);
  return items;
}

describe('a broadcast', () => {
  it('gives every item to every reader, whoever reads first', async () => {
    const broadcast = new Broadcast([1, 2, 3]);
    const [a, b, c] = [broadcast.reader(), broadcast.reader(), broadcast.reader()];
    expect((await a.next()).value).toBe(1);
    expect(await Promise.all([all(b), all(c)])).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(await all(a)).toEqual([2, 3]);
    expect((await a.next()).done).toBe(true);
  });

  it('reads its source no further than the fastest reader', async () => {
    let read = 0;
    function* source() {
      for (;;) yield ++read;
    }
    const broadcast = new Broadcast(source());
    const [a, b] = [broadcast.reader(), broadcast.reader()];
    await a.next();
    await a.next();
    await b.next();
    expect(read).toBe(2);
  });

  it('closes its source with its last reader, once', async () => {
    let closed = 0;
    function* source() {
      try {
        for (;;) yield 1;
      } finally {
        closed++;
      }
    }
    const broadcast = new Broadcast(source());
    const [a, b] = [broadcast.reader(), broadcast.reader()];
    await a.next();
    await a.return?.();
    expect((await a.next()).done).toBe(true);
    expect(closed).toBe(0);
    expect((await b.next()).value).toBe(1);
    await b.return?.();
    await b.return?.();
    expect(closed).toBe(1);
  });

  it('throws to all readers what the source throws, after what came before', async () => {
    function* source() {
      yield 1;
      throw new Error('broken');
    }
    const broadcast = new Broadcast(source());
    const [a, b] = [broadcast.reader(), broadcast.reader()];
    await expect(all(a)).rejects.toThrow('broken');
    expect((await b.next()).value).toBe(1);
    await expect(b.next()).rejects.toThrow('broken');
  });
});
