// TreeSHAP of the native back end: that of the WebAssembly kernels, on memory of its own.
import { createShap as createTableShap } from '../js/shap.js';
import type { ShapKernel, ShapSpec } from '../kernels.js';
import { instantiateNow } from '../wasm/instance.js';
import { compileKernelsNow } from '../wasm/module.js';
import { createShap as createWasmShap } from '../wasm/shap.js';
import { WasmBlock } from '../wasm/storage.js';

/** Cells that are copied at once. */
const BLOCK_CELLS = 65_536;

interface HeldShap extends ShapKernel {
  dispose(): void;
}

/** Copies the rows into the memory of WebAssembly. Without WebAssembly trees are walked in the table. */
export function createShap(spec: ShapSpec): HeldShap {
  if (typeof WebAssembly === 'undefined') {
    return { ...createTableShap(spec), dispose: () => undefined };
  }
  const { columnCount } = spec.table;
  const { arena, kernels } = instantiateNow(compileKernelsNow());
  const shap = createWasmShap(spec, arena, kernels);
  const pieceRows = Math.max(64, Math.floor(BLOCK_CELLS / Math.max(1, columnCount) / 64) * 64);
  const block = new WasmBlock(arena, columnCount, pieceRows);
  return {
    add(input, first, rows, from, to, sums) {
      for (let start = 0; start < rows; start += pieceRows) {
        const count = Math.min(pieceRows, rows - start);
        block.columns.forEach((column, c) => {
          const at = first + start;
          column.set(input.columns[c].subarray(at, at + count));
        });
        const piece = sums.subarray(start * spec.width, (start + count) * spec.width);
        shap.add(block, 0, count, from, to, piece);
      }
    },
    dispose: () => arena.release(),
  };
}
