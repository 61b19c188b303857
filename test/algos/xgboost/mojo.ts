import type { Info, TinyMojo } from '../tiny-models.js';
import { writeBooster, type BoosterSpec } from './booster-bytes.js';
import type { FeatureSpec } from './reference.js';

/** A MOJO around a booster; the columns are x0, x1, ... and the response y. */
export function xgboostMojo(
  booster: BoosterSpec | Uint8Array,
  features: FeatureSpec,
  domains: readonly (readonly string[] | null)[],
  info: Info = {},
): TinyMojo {
  const classes = Number(info.n_classes ?? 1);
  const response = classes > 1 ? Array.from({ length: classes }, (_, c) => `class${c}`) : null;
  const category = classes > 2 ? 'Multinomial' : 'Binomial';
  return {
    info: {
      mojo_version: '1.10',
      algo: 'xgboost',
      algorithm: 'XGBoost',
      category: classes === 1 ? 'Regression' : category,
      nums: features.nums,
      cats: features.cats,
      cat_offsets: `[${features.catOffsets.join(', ')}]`,
      use_all_factor_levels: features.useAllFactorLevels,
      sparse: features.sparse,
      booster: 'gbtree',
      has_offset: false,
      ...info,
    },
    columns: [...domains.map((_, i) => `x${i}`), 'y'],
    domains: [...domains, response],
    files: { boosterBytes: booster instanceof Uint8Array ? booster : writeBooster(booster) },
  };
}
