import type { LinearSpec } from '../../engine/kernels.js';
import { UnsupportedMojoError } from '../../errors.js';
import type { Archive } from '../../mojo/archive.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import type { ReadContext } from '../algorithm.js';
import { featuresOf, NestedModels, numbersOfKeys, type NestedModel } from '../nested/read.js';

export interface KLimeData {
  readonly width: number;
  /** Value, cluster and reason codes; the value alone where the model is to be a plain regression. */
  readonly predsSize: number;
  readonly clustering: NestedModel;
  /** The column of k-LIME for each feature of the clustering model. */
  readonly clusterPositions: Int32Array;
  readonly regressions: readonly Regression[];
  /** Number of clusters; the first regression serves those without one of their own. */
  readonly clusterCount: number;
  readonly regressionOfCluster: ReadonlyMap<number, number>;
}

/** A linear model; its features are the first columns of k-LIME, whatever their names. */
export interface Regression {
  readonly model: NestedModel;
  readonly linear: LinearSpec;
}

/** The keys of KLimeMojoReader. */
export function readKLime(archive: Archive, info: ModelInfo, context: ReadContext): KLimeData {
  const models = new NestedModels(archive, info, context);
  const clusterCount = info.int('cluster_num', 0);
  if (clusterCount < 0) throw info.wrong('cluster_num', 'a count');
  const clustering = models.at('clustering_model');
  const global = readRegression(info, models, 'global_regression_model');
  const regressions = [global];
  const numbers = new Map([[global.model.data, 0]]);
  const regressionOfCluster = new Map<number, number>();
  const prefix = 'cluster_regression_model_';
  for (const cluster of numbersOfKeys(info, prefix, clusterCount)) {
    const regression = readRegression(info, models, `${prefix}${cluster}`);
    const { data } = regression.model;
    const number = numbers.get(data) ?? regressions.push(regression) - 1;
    numbers.set(data, number);
    regressionOfCluster.set(cluster, number);
  }
  return {
    width: info.nFeatures,
    predsSize: info.category === 'KLime' ? info.nFeatures + 2 : 1,
    clustering,
    clusterPositions: clusterPositions(info, clustering, global.model),
    regressions,
    clusterCount,
    regressionOfCluster,
  };
}

function readRegression(info: ModelInfo, models: NestedModels, key: string): Regression {
  const model = models.at(key);
  const { linear } = model.data;
  if (linear === undefined) {
    throw new UnsupportedMojoError(
      `${info.file}: ${key} = ${model.name} is of ${model.info.algorithm}; k-LIME needs GLMs with one linear predictor`,
      { algorithm: info.algorithm },
    );
  }
  if (model.info.nFeatures > info.nFeatures) {
    throw info.wrong(key, `a model of at most the ${info.nFeatures} features of k-LIME`);
  }
  return { model, linear };
}

/** By the names of the global model's columns, of which the last of a name counts; a column that it lacks is its first. */
function clusterPositions(
  info: ModelInfo,
  clustering: NestedModel,
  global: NestedModel,
): Int32Array {
  const { columns } = global.info;
  return Int32Array.from(featuresOf(clustering.info), (name) => {
    const position = Math.max(0, columns.lastIndexOf(name));
    if (position < info.nFeatures) return position;
    throw info.wrong('clustering_model', `a model of the features`, `; it reads ${name}`);
  });
}
