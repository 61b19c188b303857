// Cells that another thread fills where the kernels read them; here it is the same thread.
import { describe, expect, it } from 'vitest';
import { attachKernels, createKernels } from '../../src/engine/index.js';
import type { Block, KernelImage, Kernels } from '../../src/engine/kernels.js';
import '../../src/engine/native/index.js';
import { allocateCells } from '../../src/engine/shared-cells.js';
import { ArgumentError } from '../../src/errors.js';
import { BACKENDS } from '../support/backends.js';
import { randomSource } from './random.js';
import { randomTable } from './random-table.js';

const ROWS = 139;
const COLUMNS = 5;
const SHAPE = {
  groupCount: 30,
  treesPerGroup: 2,
  columnCount: COLUMNS,
  maxDepth: 7,
  leafShare: 0.05,
  categoricalShare: 0.2,
  absentShare: 0.1,
};

const cellsOf = (block: Block) => block.columns.map((column) => [...column]);

describe.each(BACKENDS)('cells of a block that move, on %s', (backend) => {
  async function attached(): Promise<{ image: KernelImage; kernels: Kernels }> {
    const image = await (await createKernels({ backend })).image();
    return { image, kernels: await attachKernels(image) };
  }

  /** The columns as the thread that allocated them sees them. */
  function allocate(image: KernelImage, kernels: Kernels, block: Block) {
    const stride = kernels.strideBytes(block);
    const { cells, buffer } = allocateCells(image, block.width * stride);
    const columns = Array.from({ length: block.width }, (_, c) => {
      return new Float64Array(buffer, cells.byteOffset + c * stride, block.capacity);
    });
    return { cells, columns };
  }

  it('give the sums of those that are filled in place', async () => {
    const { image, kernels } = await attached();
    const forest = kernels.forest(randomTable(SHAPE, randomSource(1)));
    const input = kernels.block(COLUMNS, ROWS);
    const out = kernels.block(2, ROWS);
    const sums = () => {
      for (const column of out.columns) column.fill(0);
      forest.sums(input, ROWS, 0, SHAPE.groupCount, out, 0);
      return cellsOf(out);
    };
    const places = [allocate(image, kernels, input), allocate(image, kernels, input)];
    const random = randomSource(2);
    const expected = places.map(({ columns }) => {
      columns.forEach((column, c) => {
        for (let r = 0; r < ROWS; r++) column[r] = random() * 4 - 2;
        input.columns[c].set(column);
      });
      return sums();
    });
    for (const i of [0, 1, 0]) {
      kernels.moveCells(input, places[i].cells);
      expect(cellsOf(input)).toEqual(places[i].columns.map((column) => [...column]));
      expect(sums()).toEqual(expected[i]);
    }
    kernels.dispose();
  });

  it('are refused where they are not', async () => {
    const { image, kernels } = await attached();
    const input = kernels.block(COLUMNS, ROWS);
    const { cells } = allocate(image, kernels, input);
    const foreign =
      cells.memory === undefined
        ? { memory: new SharedArrayBuffer(2 ** 20), byteOffset: 0 }
        : { memory: undefined, byteOffset: 0 };
    const refused = [
      foreign,
      { ...cells, byteOffset: cells.byteOffset + 8 },
      { ...cells, byteOffset: -64 },
      { ...cells, byteOffset: NaN },
      { ...cells, byteOffset: 2 ** 32 - 64 },
      { ...cells, byteOffset: 2 ** 33 },
    ];
    for (const place of refused) {
      expect(() => kernels.moveCells(input, place)).toThrow(ArgumentError);
    }
    kernels.dispose();
    expect(() => kernels.moveCells(input, cells)).toThrow(/disposed/);
  });
});
