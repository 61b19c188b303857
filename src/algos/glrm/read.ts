import { MojoFormatError, quote, UnsupportedMojoError } from '../../errors.js';
import { javaTrim } from '../../java/parse-double.js';
import type { Archive } from '../../mojo/archive.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { checkPermutation, readCatOffsets } from '../permutation.js';
import { readTables } from '../tables.js';
import { LEVEL_LOSSES, NUMBER_LOSSES, type LevelLoss, type NumberLoss } from './losses.js';
import { REGULARIZERS, type Regularizer } from './regularizers.js';

/** A categorical column: a product of factors and archetypes per level. */
export interface LevelColumn {
  readonly loss: LevelLoss;
  /** Column of the row. */
  readonly source: number;
  readonly levelCount: number;
  /** Column of the archetypes where its levels stand for reconstruction. */
  readonly first: number;
}

/** A numeric column, taken as (x - sub) * mul. */
export interface NumberColumn {
  readonly loss: NumberLoss;
  readonly source: number;
  readonly sub: number;
  readonly mul: number;
}

export interface GlrmData {
  readonly width: number;
  /** Number of factors. */
  readonly rank: number;
  readonly levels: readonly LevelColumn[];
  readonly numbers: readonly NumberColumn[];
  readonly regularizer: Regularizer;
  readonly gamma: number;
  /** Archetypes by column: factor k of column c is at c * rank + k. */
  readonly archetypes: Float64Array;
  readonly seed: bigint;
  /** Undefined: the MOJO is of version 1.00 and cannot reconstruct. */
  readonly reconstruction: Reconstruction | undefined;
}

export interface Reconstruction {
  /** Numbers are given back in their own units. */
  readonly reverseTransform: boolean;
  /** Column of the archetypes where the numeric columns begin. */
  readonly firstNumber: number;
}

const INITIALIZATIONS = ['Random', 'SVD', 'PlusPlus', 'User', 'Power'];

/** The keys of GlrmMojoReader. */
export function readGlrm(archive: Archive, info: ModelInfo): GlrmData {
  const ncolA = info.int('ncolA');
  const ncolY = info.int('ncolY');
  const rank = info.int('nrowY');
  if (rank < 1) throw info.wrong('nrowY', 'a number of archetypes above 0');
  if (ncolY < 1) throw info.wrong('ncolY', 'a number of columns above 0');
  if (info.int('ncolX') !== rank) throw info.wrong('ncolX', `${rank}, as nrowY`);
  const regularizer = REGULARIZERS.get(info.oneOf('regularizationX', [...REGULARIZERS.keys()]))!;
  const gamma = info.number('gammaX');
  info.oneOf('initialization', INITIALIZATIONS); // not used for scoring; Java refuses other names

  const cats = info.int('num_categories');
  const nums = info.int('num_numeric');
  if (nums === 0) {
    throw new UnsupportedMojoError(
      `${info.file}: h2o-genmodel cannot load a GLRM without numeric columns, so the MOJO has no defined answers`,
      { algorithm: info.algorithm },
    );
  }
  const permutation = info.ints('cols_permutation', { length: ncolA });
  checkPermutation(info, {
    key: 'cols_permutation',
    permutation,
    catsKey: 'num_categories',
    cats,
    nums,
  });
  const numeric = permutation.subarray(0, cats).find((column) => !info.domains[column]);
  if (numeric !== undefined) {
    throw info.wrong('cols_permutation', `categorical columns first; ${numeric} has no domain`);
  }
  const normSub = info.numbers('norm_sub', { length: nums });
  const normMul = info.numbers('norm_mul', { length: nums });
  const losses = readLosses(archive, cats, nums);
  const levelCounts = readLevelCounts(info, { cats, nums, ncolY });
  const archetypes = readArchetypes(archive, rank, ncolY);

  const seed = info.long('seed', 0n);
  const catOffsets = readReconstruction(info, cats);
  const columnsFor = catOffsets && offsetsWithin(info, catOffsets, { levelCounts, nums, ncolY });
  return {
    width: info.nFeatures,
    rank,
    levels: Array.from(levelCounts, (levelCount, c) => ({
      loss: losses.levels[c],
      source: permutation[c],
      levelCount,
      first: columnsFor ? columnsFor[c] : 0,
    })),
    numbers: Array.from(normSub, (sub, n) => ({
      loss: losses.numbers[n],
      source: permutation[cats + n],
      sub,
      mul: normMul[n],
    })),
    regularizer,
    gamma,
    archetypes,
    seed,
    reconstruction: columnsFor && {
      reverseTransform: info.boolean('reverse_transform'),
      firstNumber: columnsFor[cats],
    },
  };
}

/** One name a line: losses of the categorical columns, then of the numeric ones. */
function readLosses(
  archive: Archive,
  cats: number,
  nums: number,
): { levels: LevelLoss[]; numbers: NumberLoss[] } {
  const file = archive.fullPath('losses');
  const names = archive.lines('losses').map(javaTrim);
  if (names.length !== cats + nums) {
    throw new MojoFormatError(`${file}: expected ${cats + nums} losses, got ${names.length}`, {
      file,
    });
  }
  const find = <L>(losses: ReadonlyMap<string, L>, name: string): L => {
    const loss = losses.get(name);
    if (loss !== undefined) return loss;
    const known = [...losses.keys()].join(', ');
    throw new MojoFormatError(`${file}: expected one of ${known}, got ${quote(name)}`, {
      file,
      value: name,
    });
  };
  return {
    levels: names.slice(0, cats).map((name) => find(LEVEL_LOSSES, name)),
    numbers: names.slice(cats).map((name) => find(NUMBER_LOSSES, name)),
  };
}

interface Sizes {
  readonly cats: number;
  readonly nums: number;
  readonly ncolY: number;
}

/** Levels of the categorical columns; those of all and the numeric columns are columns of the archetypes. */
function readLevelCounts(info: ModelInfo, { cats, nums, ncolY }: Sizes): Int32Array {
  const key = 'num_levels_per_category';
  const all = info.ints(key);
  if (all.length < cats) throw info.wrong(key, `at least ${cats} counts`);
  const counts = all.slice(0, cats);
  let sum = nums;
  for (const count of counts) {
    if (count < 0) throw info.wrong(key, 'counts');
    sum += count;
  }
  if (sum > ncolY) throw info.wrong(key, `counts that fit ncolY = ${ncolY}`);
  return counts;
}

/** Stored archetype by archetype; turned round, because scoring goes column by column. */
function readArchetypes(archive: Archive, rank: number, ncolY: number): Float64Array {
  const [table] = readTables(archive, 'archetypes', [rank], [ncolY]);
  const archetypes = new Float64Array(rank * ncolY);
  table.forEach((row, k) => {
    for (let c = 0; c < ncolY; c++) archetypes[c * rank + k] = row[c];
  });
  return archetypes;
}

/** The keys that came with 1.10. Without one of them Java takes the MOJO for one of 1.00. */
function readReconstruction(info: ModelInfo, cats: number): Int32Array | undefined {
  if (!info.has('reverse_transform') || !info.has('transposed')) return undefined;
  // Either way the columns of the archetypes are the same; the flag says how training kept them.
  info.boolean('transposed');
  return info.has('catOffsets') ? readCatOffsets(info, cats) : undefined;
}

function offsetsWithin(
  info: ModelInfo,
  catOffsets: Int32Array,
  { levelCounts, nums, ncolY }: { levelCounts: Int32Array; nums: number; ncolY: number },
): Int32Array {
  const fits =
    levelCounts.every((count, c) => catOffsets[c] + count <= ncolY) &&
    catOffsets[levelCounts.length] + nums <= ncolY;
  if (!fits) throw info.wrong('catOffsets', `offsets that fit ncolY = ${ncolY}`);
  return catOffsets;
}
