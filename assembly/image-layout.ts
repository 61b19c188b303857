// Numbers that TypeScript and the image kernels share; valid in both languages.

/** Zeros around a padded plane: as far as a cubic neighbourhood that touches the picture reaches. */
export const PAD = 3;
/** Bytes before a padded plane, which say where it is not empty. */
export const BOX_BYTES = 16;
/** Buckets by which pixels are sorted: each level of a byte has its own. */
export const BUCKETS = 256;
/** Lines that are worked on side by side: rows, which are turned for it some at a time, and columns, which are taken in strips that caches hold. */
export const LINE_LANES = 16;
export const LINE_STRIP = 256;
/** Doubles of a blur's coefficients, in the order of src/imaging/wasm/blur.ts. */
export const BLUR_COEFFICIENTS = 13;
/** Words that describe a plan of resizing, in the order of src/imaging/wasm/resampler.ts. */
export const PLAN_WORDS = 6;
export const PLAN_PICK = 0;
export const PLAN_SUM = 1;
export const PLAN_CUBIC = 2;
