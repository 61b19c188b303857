// The readable back end: every operation in plain TypeScript, the definition that the other back ends match bit for bit.
import type { Kernels } from '../kernels.js';
import { activate, maxout, scale } from './activation.js';
import { createDense } from './dense.js';
import { createDistances } from './distances.js';
import { createForest } from './forest.js';
import { createLinear } from './linear.js';
import { linkInverse } from './link.js';
import { createShap } from './shap.js';
import { softmaxColumns, softmaxColumnsGlm, softmaxRows } from './softmax.js';
import { createBlock, createMatrix, moveCells, strideBytes } from './storage.js';
import { createUnits } from './units.js';

/** Kernels without WebAssembly. Arguments are not checked: see checked.ts. */
export function createJsKernels(): Kernels {
  return {
    name: 'js',
    readsColumns: true,
    block: createBlock,
    matrix: createMatrix,
    strideBytes,
    moveCells,
    forest: createForest,
    shap: createShap,
    units: createUnits,
    dense: createDense,
    linear: createLinear,
    distances: createDistances,
    linkInverse: (link, block, column, rows, parameter = 0) =>
      linkInverse(link, block.columns[column], rows, parameter),
    softmaxColumns: (block, first, count, rows) =>
      softmaxColumns(block.columns.slice(first, first + count), rows),
    softmaxColumnsGlm: (block, first, count, rows) =>
      softmaxColumnsGlm(block.columns.slice(first, first + count), rows),
    softmaxRows,
    activate,
    maxout,
    scale,
    image: () => Promise.resolve({ backend: 'js' }),
    dispose: () => undefined,
  };
}
