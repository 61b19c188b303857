// The WebAssembly back end: thin calls of the AssemblyScript kernels (assembly/) on memory of its own per model.
import {
  LINK_GBM_INVERSE,
  LINK_GBM_LOG,
  LINK_GBM_LOGIT,
  LINK_GBM_OLOGLOG,
  LINK_GBM_OPROBIT,
  LINK_GLM_INVERSE,
  LINK_GLM_LOG,
  LINK_GLM_LOGIT,
  LINK_GLM_TWEEDIE_LOG,
  LINK_GLM_TWEEDIE_POW,
  LINK_IDENTITY,
} from '../../../assembly/layout.js';
import type { Activation, KernelImage, Kernels, Link, Matrix, NetworkSpec } from '../kernels.js';
import { createDense } from './dense.js';
import { createFirstLayer } from './first-layer.js';
import { createForest, createPackedForest } from './forest.js';
import { instantiate, instantiateNow, type Instance } from './instance.js';
import type { KernelExports } from './kernel-bytes.js';
import { compileKernelsNow, compileSharedKernels, supportsSimd } from './module.js';
import { createShap } from './shap.js';
import { createRowNetwork } from './row-network.js';
import { shareArena, type SharedImage } from './shared-image.js';
import { createSingleNetwork } from './single-network.js';
import { asWasmBlock, asWasmMatrix, WasmBlock, WasmMatrix } from './storage.js';
import { createUnits } from './units.js';
import { createDistances, createLinear } from './weights.js';

const LINKS: Record<Link, number> = {
  identity: LINK_IDENTITY,
  'gbm-log': LINK_GBM_LOG,
  'gbm-logit': LINK_GBM_LOGIT,
  'gbm-inverse': LINK_GBM_INVERSE,
  'gbm-ologlog': LINK_GBM_OLOGLOG,
  'gbm-oprobit': LINK_GBM_OPROBIT,
  'glm-log': LINK_GLM_LOG,
  'glm-logit': LINK_GLM_LOGIT,
  'glm-inverse': LINK_GLM_INVERSE,
  'glm-tweedie-log': LINK_GLM_TWEEDIE_LOG,
  'glm-tweedie-pow': LINK_GLM_TWEEDIE_POW,
};

/** Compiled kernels, and for threads the same for a memory that is shared. */
export interface WasmModules {
  readonly module: WebAssembly.Module;
  readonly shared: () => Promise<WebAssembly.Module>;
}

/** Kernels on a new instance with a memory of its own. Arguments are not checked: see checked.ts. */
export async function createWasmKernels({ module, shared }: WasmModules): Promise<Kernels> {
  return kernelsOf(await instantiate(module), shared);
}

/** The best embedded kernels without waiting: see instantiateNow. */
export function createWasmKernelsNow(): Kernels {
  const shared = () => compileSharedKernels(supportsSimd() ? 'simd' : 'scalar', {});
  return kernelsOf(instantiateNow(compileKernelsNow()), shared);
}

/** Kernels on a new instance in the memory of an image, for another thread than the one that made it. */
export async function attachWasmKernels(
  module: WebAssembly.Module,
  image: SharedImage,
): Promise<Kernels> {
  return kernelsOf(await instantiate(module, image), () => Promise.resolve(module));
}

function kernelsOf({ arena, kernels }: Instance, shared: WasmModules['shared']): Kernels {
  return {
    name: kernels.hasSimd.value ? 'wasm-simd' : 'wasm-scalar',
    readsColumns: false,
    block: (width, capacity) => new WasmBlock(arena, width, capacity),
    matrix: (width, capacity) => new WasmMatrix(arena, width, capacity),
    strideBytes: (block) => asWasmBlock(block).strideBytes,
    moveCells: (block, cells) => asWasmBlock(block).moveTo(cells),
    forest: (table, options) => createForest(table, arena, kernels, options),
    packedForest: (forest, options) => createPackedForest(forest, options, arena, kernels),
    shap: (spec) => createShap(spec, arena, kernels),
    units: (spec) => createUnits(spec, arena, kernels),
    dense: (spec) => createDense(spec, arena, kernels),
    firstLayer: (units, layer) => createFirstLayer(units, layer, arena, kernels),
    ...(kernels.hasSimd.value !== 0 && {
      singleNetwork: (spec: NetworkSpec) => createSingleNetwork(spec, arena, kernels),
      rowNetwork: (spec: NetworkSpec, before: number) =>
        createRowNetwork(spec, before, arena, kernels),
    }),
    linear: (spec) => createLinear(spec, arena, kernels),
    distances: (spec) => createDistances(spec, arena, kernels),
    linkInverse: (link, block, column, rows, parameter = 0) =>
      kernels.linkInverse(LINKS[link], asWasmBlock(block).columnAddress(column), rows, parameter),
    softmaxColumns: (block, first, count, rows) => {
      const { strideBytes } = asWasmBlock(block);
      kernels.softmaxColumns(asWasmBlock(block).columnAddress(first), strideBytes, count, rows);
    },
    softmaxColumnsGlm: (block, first, count, rows) => {
      const { strideBytes } = asWasmBlock(block);
      kernels.softmaxColumnsGlm(asWasmBlock(block).columnAddress(first), strideBytes, count, rows);
    },
    softmaxRows: (matrix, rows) =>
      kernels.softmaxRows(asWasmMatrix(matrix).address, matrix.width, rows),
    activate: (activation, matrix, rows) => activate(kernels, activation, matrix, rows),
    maxout: (from, channels, to, rows) =>
      kernels.maxout(
        asWasmMatrix(from).address,
        channels,
        asWasmMatrix(to).address,
        to.width,
        rows,
      ),
    scale: (matrix, rows, factor) =>
      kernels.scale(asWasmMatrix(matrix).address, rows * matrix.width, factor),
    image: async (): Promise<KernelImage> => {
      const module = await shared();
      return { backend: 'wasm', module, ...shareArena(arena) };
    },
    dispose: () => arena.release(),
  };
}

function activate(
  kernels: KernelExports,
  activation: Activation,
  matrix: Matrix,
  rows: number,
): void {
  const { address } = asWasmMatrix(matrix);
  const count = rows * matrix.width;
  switch (activation) {
    case 'Tanh':
      kernels.activateTanh(address, count);
      break;
    case 'Rectifier':
      kernels.activateRectifier(address, count);
      break;
    case 'ExpRectifier':
      kernels.activateExpRectifier(address, count);
      break;
  }
}
