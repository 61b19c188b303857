import { UnsupportedMojoError } from '../../errors.js';
import type { Archive } from '../../mojo/archive.js';
import { ByteCursor } from '../../mojo/byte-cursor.js';
import { isClassifier } from '../../mojo/model-category.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { readLabelRule, type LabelRule } from '../labels.js';
import { readBooster, type Booster } from './booster.js';
import type { Features } from './features.js';

export interface XGBoostData {
  readonly features: Features;
  /** Columns of a row: those that the MOJO names, or more where an old one names too few. */
  readonly inputWidth: number;
  /** Columns that the MOJO names; others are 0. */
  readonly namedColumns: number;
  readonly booster: Booster;
  readonly nClasses: number;
  readonly predsSize: number;
  /** The row's offset takes the place of the base score. */
  readonly hasOffset: boolean;
  readonly labels: LabelRule;
}

/** The keys of XGBoostMojoReader, and the booster. `ntrees`, `feature_map` and `auxNodeWeights` do not matter for predictions. */
export function readXGBoost(archive: Archive, info: ModelInfo): XGBoostData {
  if (!isClassifier(info.category) && info.category !== 'Regression') {
    throw new UnsupportedMojoError(
      `an XGBoost model of category ${info.category} cannot be scored`,
      {
        algorithm: info.algorithm,
      },
    );
  }
  const features = readFeatures(info);
  const width = features.cats + features.nums;
  checkWidth(info, width);
  const file = 'boosterBytes';
  const cursor = new ByteCursor(archive.bytes(file), archive.fullPath(file), true);
  return {
    features,
    inputWidth: Math.max(info.nFeatures, width),
    namedColumns: info.nFeatures,
    booster: readBooster(cursor, features, info.nClasses > 2 ? info.nClasses : 1),
    nClasses: info.nClasses,
    predsSize: info.nClasses === 1 ? 1 : info.nClasses + 1,
    hasOffset: info.boolean('has_offset', false),
    labels: readLabelRule(info),
  };
}

function readFeatures(info: ModelInfo): Features {
  const nums = info.int('nums');
  const cats = info.int('cats');
  if (nums < 0) throw info.wrong('nums', 'a count');
  if (cats < 0) throw info.wrong('cats', 'a count');
  const catOffsets = info.ints('cat_offsets', new Int32Array(1));
  const ascending = catOffsets.every((offset, i) =>
    i === 0 ? offset === 0 : offset > catOffsets[i - 1],
  );
  if (catOffsets.length !== cats + 1 || !ascending) {
    throw info.wrong('cat_offsets', `${cats + 1} ascending offsets from 0 on, as cats = ${cats}`);
  }
  for (let c = 0; c < Math.min(cats, info.nFeatures); c++) {
    if (info.domains[c] === null) {
      throw info.wrong('cats', `at most ${c}, as column ${c} has no levels`);
    }
  }
  const useAllFactorLevels = info.boolean('use_all_factor_levels');
  return { cats, nums, catOffsets, useAllFactorLevels, sparse: info.boolean('sparse') };
}

/**
 * XGBoostJavaMojoModel.score0: before MOJO 1.10, unless `booster` says gbtree, rows with too few columns are filled up with 0 and
 * rows with too many are refused, every one of them. Otherwise it is the other way round.
 */
function checkWidth(info: ModelInfo, width: number): void {
  const oldRule = info.mojoVersion === 1 && info.string('booster', undefined) !== 'gbtree';
  if (oldRule ? info.nFeatures > width : info.nFeatures < width) {
    throw info.wrong('n_features', `${width}, as cats + nums = ${width}`);
  }
}
