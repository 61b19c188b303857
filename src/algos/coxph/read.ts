import { UnsupportedMojoError } from '../../errors.js';
import type { Archive } from '../../mojo/archive.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { readTables, type Table } from '../tables.js';
import { readInteractions, type Interaction } from './interactions.js';
import { readStrata, type Strata } from './strata.js';

/** A row is: the strata's columns, the categorical columns, the numeric ones, and others that are not used. */
export interface CoxPHData {
  readonly width: number;
  readonly coef: Float64Array;
  readonly strata: Strata;
  /** Linear predictor of the mean row of each stratum. */
  readonly base: Float64Array;
  readonly cats: number;
  readonly catOffsets: Int32Array;
  readonly useAllFactorLevels: boolean;
  readonly numeric: NumericTerms;
  /** In the order of the MOJO: one may read what another has computed. */
  readonly interactions: readonly Interaction[];
  /** Categorical columns that H2O takes for interactions: their levels count from the first, base level included. */
  readonly interactionCats: ReadonlySet<number>;
}

/** Where the coefficients of the numeric columns stand. */
export interface NumericTerms {
  /** Numeric columns; `offsets[i]` is the coefficient of the i-th. */
  readonly count: number;
  readonly offsets: Int32Array;
}

/** The keys of CoxPHMojoReader. */
export function readCoxPH(archive: Archive, info: ModelInfo): CoxPHData {
  if (info.category !== 'CoxPH') {
    throw new UnsupportedMojoError(`a CoxPH model of category ${info.category} has no answers`, {
      algorithm: info.algorithm,
    });
  }
  const coef = info.numbers('coef');
  const strata = readStrata(info);
  const catOffsets = info.ints('cat_offsets');
  const cats = info.int('cats');
  const useAllFactorLevels = info.boolean('use_all_factor_levels');
  checkOffsets(info, cats, catOffsets, coef.length, strata.columns);
  const interactions = readInteractions(info, cats);
  return {
    width: info.nFeatures,
    coef,
    strata,
    base: readBase(archive, info, coef, strata),
    cats,
    catOffsets,
    useAllFactorLevels,
    numeric: readNumericTerms(info, cats, catOffsets, coef.length, strata.columns),
    // Without that key genmodel computes no interactions.
    interactions: info.has('num_numerical_columns') ? interactions : [],
    interactionCats: new Set(interactions.map(({ target }) => target)),
  };
}

function checkOffsets(
  info: ModelInfo,
  cats: number,
  catOffsets: Int32Array,
  coefs: number,
  strataColumns: number,
): void {
  const ascending = catOffsets.every((offset, i) => offset >= (i === 0 ? 0 : catOffsets[i - 1]));
  if (cats < 0 || !ascending || catOffsets.length !== cats + 1 || catOffsets[cats] > coefs) {
    throw info.wrong('cat_offsets', `${cats + 1} ascending offsets within ${coefs} coefficients`);
  }
  if (strataColumns + cats > info.nFeatures) {
    throw info.wrong('cats', `at most the ${info.nFeatures} features`);
  }
}

/** `x_mean_cat`, `x_mean_num`: the mean row of each stratum, here times the coefficients (CoxPHMojoModel.computeLpBase). */
function readBase(
  archive: Archive,
  info: ModelInfo,
  coef: Float64Array,
  strata: Strata,
): Float64Array {
  const count = Math.max(1, strata.count);
  const meanCat = readMeans(archive, info, 'x_mean_cat', count);
  const meanNum = readMeans(archive, info, 'x_mean_num', count);
  const numStart = meanCat[0].length;
  if (numStart + meanNum[0].length > coef.length) {
    throw info.wrong('x_mean_num_size2', `at most the ${coef.length} coefficients`);
  }
  return Float64Array.from({ length: count }, (_, s) => {
    let sum = 0;
    meanCat[s].forEach((mean, i) => (sum += mean * coef[i]));
    meanNum[s].forEach((mean, i) => (sum += mean * coef[i + numStart]));
    return sum;
  });
}

function readMeans(archive: Archive, info: ModelInfo, name: string, count: number): Table {
  if (info.int(`${name}_size1`) !== count) {
    throw info.wrong(`${name}_size1`, `${count}, a row for each stratum`);
  }
  return readTables(archive, name, [count], [info.int(`${name}_size2`)])[0];
}

function readNumericTerms(
  info: ModelInfo,
  cats: number,
  catOffsets: Int32Array,
  coefs: number,
  strataColumns: number,
): NumericTerms {
  const count = info.int('num_numerical_columns', -1);
  if (count === -1) {
    const first = catOffsets[cats];
    const offsets = Int32Array.from({ length: coefs - first }, (_, i) => first + i);
    checkNumericColumns(info, 'coef', strataColumns + cats + offsets.length);
    return { count: offsets.length, offsets };
  }
  const offsets = info.ints('num_offsets');
  if (count < 0 || count > offsets.length) {
    throw info.wrong('num_numerical_columns', `at most the ${offsets.length} of num_offsets`);
  }
  if (offsets.some((offset) => offset < 0)) throw info.wrong('num_offsets', 'offsets from 0 on');
  checkNumericColumns(info, 'num_numerical_columns', strataColumns + cats + count);
  return { count, offsets };
}

function checkNumericColumns(info: ModelInfo, key: string, columns: number): void {
  if (columns > info.nFeatures) {
    throw info.wrong(key, `at most the ${info.nFeatures} features (it needs ${columns})`);
  }
}
