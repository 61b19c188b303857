// Numbers that TypeScript and the image kernels share; valid in both languages.

/** Zeros around a padded plane: as far as a cubic neighbourhood that touches the picture reaches. */
export const PAD = 3;
/** Bytes before a padded plane, which say where it is not empty. */
export const BOX_BYTES = 16;
/** Buckets by which pixels are sorted: each level of a byte has its own. */
export const BUCKETS = 256;
