// Entry of both kernel binaries (scalar and SIMD): what is exported here is all that TypeScript can call.
// Kernels take addresses and sizes, write into memory that TypeScript has set aside, never allocate and never throw.
import { LAYOUT_VERSION } from './layout';

export { activateExpRectifier, activateRectifier, activateTanh, maxout, scale } from './activation';
export { denseRun } from './dense';
export { distancesRun } from './distances';
export { firstLayerRun } from './first-layer';
export { forestConvert, forestLeaves, forestSums } from './forest';
export { slicedSums } from './forest-sliced';
export { linearRun } from './linear';
export { linkInverse } from './link';
export { rowNetworkRun } from './row-network';
export { shapPatterns, shapPatternRows, shapRows } from './shap';
export {
  singleExpRectifier,
  singleMaxout,
  singleRectifier,
  singleScale,
  singleSoftmax,
  singleTanh,
} from './single-activation';
export { singleDense } from './single-dense';
export { singleOfBlock, singleOfRows, singleToRows } from './single-rows';
export { softmaxColumns, softmaxColumnsGlm, softmaxRows } from './softmax';
export { decodeTree } from './tree-decode';
export { unitsOfBlock, unitsOfRows, unitsRestore } from './units';

/** Layout that this binary reads; TypeScript refuses another one. */
export const layoutVersion: u32 = LAYOUT_VERSION;
/** 1 in the SIMD build. */
export const hasSimd: u32 = ASC_FEATURE_SIMD ? 1 : 0;

/** First byte behind the binary's own data. */
export function heapBase(): usize {
  return __heap_base;
}
