import type { LoadedModel, Precision } from '../algos/algorithm.js';
import type { Kernels } from '../engine/kernels.js';
import type { ReadModel } from '../read-model.js';

/** A block of rows stays in the second-level cache. */
const BLOCK_BYTES = 262_144;
const MIN_BLOCK_ROWS = 64;
/** Rows that the widest kernels take at once: blocks that hold as many are made of whole ones. */
const TILE_ROWS = 512;
const MAX_BLOCK_ROWS = 4096;

/** Puts a model into kernels' memory. Throws LimitError when it does not fit. Cost: linear in the model. */
export function loadInto(
  { info, data }: ReadModel,
  kernels: Kernels,
  precision: Precision = 'exact',
): LoadedModel {
  const cells = Math.max(1, data.inputs.width, data.cellsPerRow ?? 0);
  const fitting = Math.floor(BLOCK_BYTES / 8 / cells);
  const multiple = fitting < TILE_ROWS ? MIN_BLOCK_ROWS : TILE_ROWS;
  const rows = Math.floor(fitting / multiple) * multiple;
  const least = Math.max(MIN_BLOCK_ROWS, data.minBlockRows ?? 0);
  const capacity = Math.min(MAX_BLOCK_ROWS, Math.max(least, rows));
  const scorer = data.load(kernels, capacity, precision);
  return { info, data, kernels, scorer };
}
