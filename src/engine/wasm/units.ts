// The way into a network and out of it, in double.
import type { UnitsKernel, UnitSpec } from '../kernels.js';
import { isRows } from '../number-rows.js';
import type { Arena } from './arena.js';
import type { KernelExports } from './kernel-bytes.js';
import { asWasmBlock, asWasmMatrix } from './storage.js';
import { placeUnits, plainScale, RowStage } from './unit-records.js';

/** Rows of numbers that are copied in at a time: they stay in the second-level cache. */
const STAGED_ROWS = 16;

/** Memory: a few rows. */
export function createUnits(spec: UnitSpec, arena: Arena, kernels: KernelExports): UnitsKernel {
  const { cats, nums, catOffsets, normMul } = spec;
  const standardized = normMul.length > 0;
  const stride = catOffsets[cats] + nums;
  const units = placeUnits(spec, plainScale(spec), stride, arena);
  const stage = new RowStage(nums, STAGED_ROWS, arena);
  const rowBytes = stride * Float64Array.BYTES_PER_ELEMENT;
  return {
    fill(from, first, rows, to) {
      const { address } = asWasmMatrix(to);
      if (!isRows(from)) {
        kernels.unitsOfBlock(units, asWasmBlock(from).address, first, rows, address);
        return;
      }
      for (let row = 0; row < rows; row += STAGED_ROWS) {
        const count = Math.min(STAGED_ROWS, rows - row);
        const cellBytes = stage.put(from, first + row, count);
        kernels.unitsOfRows(units, stage.address, cellBytes, count, address + row * rowBytes);
      }
    },
    restore(rows, count) {
      if (standardized) kernels.unitsRestore(units, asWasmMatrix(rows).address, count);
    },
  };
}
