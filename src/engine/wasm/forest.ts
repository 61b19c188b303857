// Forests in the kernels' memory.
import { MAX_SLICED_LEVELS, PLANE_ROWS, TILE_ROWS } from '../../../assembly/layout.js';
import type { ForestTable } from '../forest-table.js';
import type { ForestKernel, ForestOptions, PackedForestOptions, SumType } from '../kernels.js';
import type { PackedForest } from '../packed-forest.js';
import type { Arena } from './arena.js';
import { createForest as createTableForest } from '../js/forest.js';
import { loadForest, tableNodes } from './forest-layout.js';
import { levelBitsBound } from './level-bits.js';
import type { KernelExports } from './kernel-bytes.js';
import { loadPackedForest } from './packed-layout.js';
import type { LoadedForest } from './placed-forest.js';
import { loadSliced } from './sliced-layout.js';
import { slicedPlan } from './sliced-plan.js';
import { asWasmBlock, type WasmBlock } from './storage.js';

/** Trees that split columns of very many levels very often would take more memory than this: they are walked in the table. */
const MAX_LEVEL_BITS_BYTES = 2 ** 26;

/** Loads the trees. Afterwards the table is needed for leaves only, and then asked for `again`, unless it is walked itself. */
export function createForest(
  table: ForestTable,
  arena: Arena,
  kernels: KernelExports,
  { sums = 'double', again = always(table), mostRows = Infinity }: ForestOptions = {},
): ForestKernel {
  if (levelBitsBound(table) > MAX_LEVEL_BITS_BYTES) return createTableForest(table, { sums });
  const loaded = loadForest(table, sums, arena);
  const sliced = mostRows > 1 ? loadIfFaster(always(table), sums, arena, kernels) : undefined;
  return forestKernel(loaded, sliced, again, arena, kernels);
}

/** As `createForest`, without a table where it can be done without. Undefined: it is needed. */
export function createPackedForest(
  forest: PackedForest,
  { again, mostRows = Infinity }: PackedForestOptions,
  arena: Arena,
  kernels: KernelExports,
): ForestKernel | undefined {
  const loaded = loadPackedForest(forest, 'double', arena, kernels);
  if (loaded === undefined) return undefined;
  // Deeper trees are never sliced, whatever else there is in the table.
  const sliced =
    mostRows > 1 && loaded.depth <= MAX_SLICED_LEVELS
      ? loadIfFaster(again, 'double', arena, kernels)
      : undefined;
  return forestKernel(loaded, sliced, again, arena, kernels);
}

/** `again` gives the table for leaves. */
function forestKernel(
  { address, reached }: LoadedForest,
  sliced: Sliced | undefined,
  again: () => ForestTable,
  arena: Arena,
  kernels: KernelExports,
): ForestKernel {
  let nodesOfTrees: readonly Int32Array[] | undefined;

  function writeLeaves(input: WasmBlock, rows: number, out: Int32Array): void {
    nodesOfTrees ??= tableNodes(again());
    const leaves = new Uint32Array(arena.buffer, reached, TILE_ROWS);
    for (let start = 0; start < rows; start += TILE_ROWS) {
      const count = Math.min(TILE_ROWS, rows - start);
      kernels.forestConvert(address, input.address, start, count);
      nodesOfTrees.forEach((nodes, tree) => {
        const at = tree * rows + start;
        if (nodes.length === 0) {
          out.fill(-1, at, at + count);
          return;
        }
        kernels.forestLeaves(address, tree, count);
        for (let row = 0; row < count; row++) out[at + row] = nodes[leaves[row]];
      });
    }
  }

  return {
    sums: (input, rows, fromGroup, toGroup, out, first) => {
      const from = asWasmBlock(input).address;
      const to = asWasmBlock(out).address;
      if (sliced?.isFaster(rows, toGroup - fromGroup)) {
        kernels.slicedSums(sliced.address, from, rows, fromGroup, toGroup, to, first);
      } else {
        kernels.forestSums(address, from, rows, fromGroup, toGroup, to, first);
      }
    },
    leaves: (input, rows, out) => writeLeaves(asWasmBlock(input), rows, out),
  };
}

/** Made here, so that no other function of a kernel can hold the table. */
function always<T>(value: T): () => T {
  return () => value;
}

/** The trees once more, for sums of many rows (assembly/forest-sliced.ts). */
interface Sliced {
  readonly address: number;
  /** Whether this many rows and groups of trees take less time so than by walking. */
  isFaster(rows: number, groups: number): boolean;
}

function loadIfFaster(
  tableOf: () => ForestTable,
  sums: SumType,
  arena: Arena,
  kernels: KernelExports,
): Sliced | undefined {
  if (kernels.hasSimd.value === 0) return undefined;
  const table = tableOf();
  const plan = slicedPlan(table);
  if (plan === undefined) return undefined;
  const { fewestRows } = plan;
  const { groupCount } = table;
  return {
    address: loadSliced(table, plan, sums, arena),
    isFaster: (rows, groups) =>
      rows * groups >= Math.ceil(rows / PLANE_ROWS) * fewestRows * groupCount,
  };
}
