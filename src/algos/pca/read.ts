import type { Archive } from '../../mojo/archive.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { checkPermutation, readCatOffsets } from '../permutation.js';
import { readTables, type Table } from '../tables.js';

export interface PcaData {
  readonly width: number;
  /** Number of components. */
  readonly k: number;
  readonly cats: number;
  readonly nums: number;
  /** Column of the row for each categorical column, then for each numeric one. */
  readonly permutation: Int32Array;
  /** Row of `eigenvectors` where the levels of each categorical column begin, and where the numeric columns begin. */
  readonly catOffsets: Int32Array;
  readonly useAllFactorLevels: boolean;
  /** Numbers go in as (x - sub) * mul. */
  readonly normSub: Float64Array;
  readonly normMul: Float64Array;
  /** A row of `k` numbers per level and numeric column. */
  readonly eigenvectors: Table;
}

/** The keys of PCAMojoReader. */
export function readPca(archive: Archive, info: ModelInfo): PcaData {
  const useAllFactorLevels = info.boolean('use_all_factor_levels');
  const k = info.int('k');
  if (k < 1) throw info.wrong('k', 'a number of components above 0');
  const permutation = info.ints('permutation');
  const cats = info.int('ncats');
  const nums = info.int('nnums');
  checkPermutation(info, { key: 'permutation', permutation, catsKey: 'ncats', cats, nums });
  const check = { length: nums };
  const normSub = nums === 0 ? new Float64Array(0) : info.numbers('normSub', check);
  const normMul = nums === 0 ? new Float64Array(0) : info.numbers('normMul', check);
  const catOffsets = readCatOffsets(info, cats);
  const size = info.int('eigenvector_size');
  if (size < catOffsets[cats] + nums) {
    throw info.wrong('eigenvector_size', `at least ${catOffsets[cats] + nums} rows`);
  }
  const [eigenvectors] = readTables(archive, 'eigenvectors_raw', [size], [k]);
  return {
    width: info.nFeatures,
    k,
    cats,
    nums,
    permutation,
    catOffsets,
    useAllFactorLevels,
    normSub,
    normMul,
    eigenvectors,
  };
}
