// What models with coefficients report besides: deviance, degrees of freedom, AIC (schemas `...GLMV3`). The null deviance
// needs the mean response of the training, which no MOJO holds.
import { ModelInfo } from '../mojo/model-info.js';
import type { Settings } from './settings.js';

/** Undefined for models whose metrics are not of this kind. */
export function linearOf(settings: Settings): LinearModel | undefined {
  const schema = JSON.stringify(settings.details?.output.training_metrics ?? null);
  const { algo } = settings.info;
  if (algo !== 'glm' && algo !== 'gam' && !/"schema_name":"ModelMetrics\w+GLMV3"/.test(schema)) {
    return undefined;
  }
  const holder = coefficientsOf(settings);
  const intercept = settings.flag('intercept', true);
  return {
    family: holder.string('family', undefined) ?? settings.text('family', 'AUTO'),
    rank: rankOf(holder, intercept),
    intercept,
    ownsResponse: algo === 'glm' || algo === 'gam',
    isAdditive: algo === 'gam',
  };
}

export interface LinearModel {
  readonly family: string;
  /** Coefficients that are not 0, intercepts included; undefined where the MOJO does not tell. */
  readonly rank: number | undefined;
  /** It was fitted with an intercept, which takes a degree of freedom of the null model. */
  readonly intercept: boolean;
  /** Its gains/lift table takes the levels of the response that the rows have, not the model's. */
  readonly ownsResponse: boolean;
  /** A GAM, whose metrics of several classes have no deviance (hex.gam.MetricBuilderGAM). */
  readonly isAdditive: boolean;
}

/** What has the coefficients: of an ensemble its metalearner, of rules the model over them. */
function coefficientsOf({ archive, info }: Settings): ModelInfo {
  const name = info.string('metalearner', undefined) ?? info.string('linear_model', undefined);
  for (let i = 0; name !== undefined && i < info.int('submodel_count', 0); i++) {
    if (info.string(`submodel_key_${i}`) !== name) continue;
    return ModelInfo.read(archive.folder(info.string(`submodel_dir_${i}`).replace(/\/$/, '')));
  }
  return info;
}

function rankOf(info: ModelInfo, intercept: boolean): number | undefined {
  // A GAM holds its splines both as they were fitted, centred, and as they score: the fit counts.
  const beta = info.numbers('beta_center', undefined) ?? info.numbers('beta', undefined);
  const fitted = intercept ? beta : beta?.subarray(0, -1);
  const rank = fitted?.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
  if (rank === undefined || info.category !== 'Ordinal') return rank;
  // All classes share their coefficients.
  return Math.trunc(rank / (info.nClasses - 1)) + info.nClasses - 2;
}

/** The fields; `rows` counts for the degrees of freedom, `aic` is without the term for the rank. */
export function linearFields(
  { rank, intercept }: LinearModel,
  rows: number,
  deviance: number,
  aic: number,
) {
  return {
    residual_deviance: deviance,
    null_deviance: Number.isNaN(deviance) ? NaN : null, // null: not known
    null_degrees_of_freedom: rows - (intercept ? 1 : 0),
    ...(rank !== undefined && { residual_degrees_of_freedom: rows - rank }),
    AIC: Number.isNaN(aic) ? NaN : rank === undefined ? null : aic + 2 * rank,
    loglikelihood: 0,
  };
}
