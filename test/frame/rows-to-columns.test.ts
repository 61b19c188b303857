import { describe, expect, it } from 'vitest';
import { rowsToColumns } from '../../src/frame/rows-to-columns.js';

describe('rows to columns', () => {
  it.each([0, 1, 3, 4, 7, 16, 17, 37])('writes every cell of %i columns once', (width) => {
    for (const rows of [0, 1, 63, 64, 65, 131]) {
      const stride = width + 3;
      const values = Float64Array.from({ length: rows * stride }, (_, i) => i);
      const columns = Array.from({ length: width }, () => new Float64Array(rows + 4).fill(-1));
      rowsToColumns(values, stride, rows, columns, 2);
      columns.forEach((column, c) => {
        const cells = Array.from({ length: rows }, (_, r) => r * stride + c);
        expect([...column]).toEqual([-1, -1, ...cells, -1, -1]);
      });
    }
  });

  it('turns bytes and floats into the type of each column', () => {
    const columns = [new Int32Array(2), new Float32Array(2), new Float64Array(2)];
    rowsToColumns(Uint8Array.of(1, 2, 3, 4, 5, 255), 3, 2, columns, 0);
    expect(columns.map((column) => [...column])).toEqual([
      [1, 4],
      [2, 5],
      [3, 255],
    ]);
  });
});
