// Entry of the image kernels (scalar and SIMD), a binary of their own. As the others, they take addresses and sizes, write into memory that
// TypeScript has set aside, never allocate and never throw.
export { padPlane } from './image-pad';
export { turnBytesRoom } from './image-turn-bytes';
export { turnPlane, warpPlane } from './image-sample';
export { blurColumns, blurRows } from './image-blur';
export { combine, contrast, sharpen, threshold } from './image-levels';
export { extremeRows, extremeColumns } from './image-extreme';
export { matchQuantiles } from './image-match';
export { resampleColumns, resampleRows } from './image-resample';
export { moveAlong, structureTensors, tensorDirections } from './image-shock';
export { shiftZero } from './image-shift';
export { combineBytes, extremeBytes } from './image-whole';
export { noiseBelow } from './image-noise';
export { uniforms } from './image-uniform';
export { extremeEach, noiseEach, shiftEach, turnEach } from './image-stack';
export { copy, loadBytes, storeBytes } from './image-bytes';

/** 1 in the SIMD build. */
export const hasSimd: u32 = ASC_FEATURE_SIMD ? 1 : 0;

/** First byte behind the binary's own data. */
export function heapBase(): usize {
  return __heap_base;
}
