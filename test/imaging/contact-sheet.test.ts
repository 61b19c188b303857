import { describe, expect, it } from 'vitest';
import { contactSheet } from '../../src/imaging/index.js';

const THREE = { data: Uint8Array.of(1, 2, 3, 4, 5, 6), count: 3, width: 2, height: 1, channels: 1 };

describe('contactSheet', () => {
  it('lays images out in a grid, the rest of which is gap', () => {
    const sheet = contactSheet(THREE, { gap: 1, gapLevel: 9 });
    expect(sheet).toMatchObject({ count: 1, width: 7, height: 5, channels: 1 });
    expect(rows(sheet)).toEqual([
      '9 9 9 9 9 9 9',
      '9 1 2 9 3 4 9',
      '9 9 9 9 9 9 9',
      '9 5 6 9 9 9 9',
      '9 9 9 9 9 9 9',
    ]);
  });

  it('enlarges pixels', () => {
    const sheet = contactSheet(THREE, { columns: 3, gap: 0, scale: 2 });
    expect(rows(sheet)).toEqual(['1 1 2 2 3 3 4 4 5 5 6 6', '1 1 2 2 3 3 4 4 5 5 6 6']);
  });

  it('keeps channels apart, and rounds doubles', () => {
    const data = Float64Array.of(1.5, -1, 300, 7);
    const sheet = contactSheet({ data, count: 2, width: 1, height: 1, channels: 2 }, { gap: 0 });
    expect([...sheet.data]).toEqual([2, 255, 0, 7]);
  });

  it('refuses no images, unknown options and sheets without end', () => {
    expect(() => contactSheet({ ...THREE, count: 0, data: new Uint8Array(0) })).toThrow(
      'at least one image',
    );
    expect(() => contactSheet(THREE, { colums: 3 } as object)).toThrow('did you mean columns');
    expect(() => contactSheet(THREE, { columns: 65535 })).toThrow('width of the contact sheet');
    expect(() => contactSheet(THREE, { scale: 1.5 })).toThrow('scale');
  });
});

function rows({ data, width }: { data: ArrayLike<number>; width: number }): string[] {
  const levels = Array.from(data);
  return Array.from({ length: levels.length / width }, (_, y) =>
    levels.slice(y * width, (y + 1) * width).join(' '),
  );
}
