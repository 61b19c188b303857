// The list of model categories. Adding one is a file and a line here.
import { UnsupportedMojoError } from '../errors.js';
import type { ModelCategory } from '../mojo/model-category.js';
import type { ModelInfo } from '../mojo/model-info.js';
import { anomalyDetection } from './anomaly-detection.js';
import { autoencoder } from './autoencoder.js';
import { binomialUplift } from './binomial-uplift.js';
import type { Category } from './category.js';
import { binomial, multinomial } from './classes.js';
import { clustering } from './clustering.js';
import { coxph } from './coxph.js';
import { dimReduction } from './dim-reduction.js';
import { klime } from './klime.js';
import { regression } from './regression.js';
import { targetEncoding } from './target-encoder.js';
import { wordEmbedding } from './word-embedding.js';

const CATEGORIES: Readonly<Partial<Record<ModelCategory, Category>>> = {
  AnomalyDetection: anomalyDetection,
  AutoEncoder: autoencoder,
  Binomial: binomial,
  BinomialUplift: binomialUplift,
  Clustering: clustering,
  CoxPH: coxph,
  DimReduction: dimReduction,
  KLime: klime,
  Multinomial: multinomial,
  Ordinal: multinomial,
  Regression: regression,
  TargetEncoder: targetEncoding,
  WordEmbedding: wordEmbedding,
};

/** Throws UnsupportedMojoError when there are no predictions of the model's category. */
export function categoryOf({ algorithm, category }: ModelInfo): Category {
  const found = CATEGORIES[category];
  if (found === undefined) {
    throw new UnsupportedMojoError(`${algorithm}: no predictions for the category ${category}`, {
      algorithm,
    });
  }
  return found;
}
