// Rows to columns, where kernels do it: every cell is copied, whatever is left over beside whole blocks.
import { describe, expect, it } from 'vitest';
import { checked } from '../../src/engine/checked.js';
import { createNativeKernels } from '../../src/engine/native/kernels.js';
import { ArgumentError } from '../../src/errors.js';
import { NATIVE_ADDON } from '../support/backends.js';

const SIZES = [0, 1, 3, 4, 7, 8, 15, 16, 17, 33, 50];

describe.each(NATIVE_ADDON?.instructionSets() ?? [])('native %s', (set) => {
  const kernels = checked(createNativeKernels(NATIVE_ADDON!, set));
  const turn = kernels.turn!;

  it.each([Float32Array, Float64Array])('turns rows of %o to columns', (Cells) => {
    for (const rows of SIZES) {
      for (const width of SIZES) {
        const from = new Cells(rows * width + 1);
        for (let i = 0; i < from.length; i++) from[i] = i % 5 ? i : NaN;
        const to = new Cells(rows * width + 1).fill(-1);
        turn(from, rows, width, to);
        const expected = new Cells(rows * width + 1).fill(-1);
        for (let r = 0; r < rows; r++) {
          for (let c = 0; c < width; c++) expected[c * rows + r] = from[r * width + c];
        }
        expect(Buffer.from(to.buffer).equals(Buffer.from(expected.buffer))).toBe(true);
      }
    }
  });

  it('refuses other sizes and other cells, and works without a model', () => {
    const [few, more] = [new Float32Array(5), new Float32Array(6)];
    expect(() => turn(few, 2, 3, more)).toThrow(ArgumentError);
    expect(() => turn(more, 2, 3, few)).toThrow(ArgumentError);
    expect(() => turn(more, 2, 3, new Float64Array(6))).toThrow(ArgumentError);
    expect(() => turn(more, 2, 3, more)).toThrow('memory that it reads');
    kernels.dispose();
    turn(more, 2, 3, new Float32Array(6));
  });
});

if (NATIVE_ADDON === undefined) it.todo('is tested where the addon is built');
