import type { LoadedModel } from '../algos/algorithm.js';
import { ModelCategoryError } from '../errors.js';
import type { Answer } from './answer.js';
import { predictionAnswer } from './prediction.js';

/** The input as an autoencoder gives it back, `reconstr_...`, numbers in their own units: its prediction. */
export function reconstructionAnswer(model: LoadedModel): Answer {
  requireAutoencoder(model);
  return predictionAnswer(model);
}

/** Throws ModelCategoryError unless the model is an autoencoder. */
export function requireAutoencoder({ info, data }: LoadedModel): void {
  if (data.autoencoder !== undefined) return;
  throw new ModelCategoryError(
    `reconstructions and their errors need an autoencoder; this is ${info.algorithm}, ${info.category}`,
    'AutoEncoder',
    info.category,
  );
}
