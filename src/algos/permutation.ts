// PCA and GLRM put categorical columns before numeric ones: keys that say which column stands where.
import type { ModelInfo } from '../mojo/model-info.js';

interface Permutation {
  readonly key: string;
  /** Column of the row for each categorical column, then for each numeric one. */
  readonly permutation: Int32Array;
  readonly catsKey: string;
  readonly cats: number;
  readonly nums: number;
}

/** Throws MojoFormatError unless the counts make up the permutation and each of its columns is one of the row. */
export function checkPermutation(info: ModelInfo, spec: Permutation): void {
  const { key, permutation, catsKey, cats, nums } = spec;
  if (cats < 0 || nums < 0 || cats + nums !== permutation.length) {
    throw info.wrong(catsKey, `a count that makes the ${permutation.length} columns of ${key}`);
  }
  if (!permutation.every((column) => column >= 0 && column < info.nFeatures)) {
    throw info.wrong(key, `columns below n_features = ${info.nFeatures}`);
  }
}

/** `catOffsets`: where the levels of each categorical column begin, and where all of them end. */
export function readCatOffsets(info: ModelInfo, cats: number): Int32Array {
  const offsets = info.ints('catOffsets', { length: cats + 1 });
  if (!offsets.every((offset, i) => offset >= (i === 0 ? 0 : offsets[i - 1]))) {
    throw info.wrong('catOffsets', 'ascending offsets');
  }
  return offsets;
}
