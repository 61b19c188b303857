import { describe, expect, it } from 'vitest';
import { Frame } from '../../src/frame/frame.js';
import { slices } from '../../src/frame/slice-frame.js';

describe('slices of a frame', () => {
  it('have all rows in order, and what the reader noted once', () => {
    const origin = { unreadable: [] };
    const values = Float64Array.of(1, 2, 3, 4, 5);
    const frame = new Frame([{ kind: 'number', name: 'x', values }], 5, origin);
    const parts = [...slices(frame, 2)];
    expect(parts.map(({ rowCount }) => rowCount)).toEqual([2, 2, 1]);
    expect(parts.flatMap((part) => [...part.column('x').values!])).toEqual([1, 2, 3, 4, 5]);
    expect(parts.map((part) => part.origin)).toEqual([origin, {}, {}]);
    const lying = Frame.fromMatrix(values, ['x']);
    expect([...slices(lying, 2)].map(({ rowCount }) => rowCount)).toEqual([2, 2, 1]);
  });
});
