// The kinds of answer. Adding one is a file and a line here; the CLI's flags and the Model's methods name them.
import type { LoadedModel } from '../algos/algorithm.js';
import { ArgumentError } from '../errors.js';
import type { Answer } from './answer.js';
import { calibratedAnswer } from './calibrated.js';
import { interactionsAnswer } from './contribution-interactions.js';
import type { ContributionOptions, ContributionScope } from './contribution-options.js';
import { contributionsAnswer } from './contributions.js';
import { deepFeaturesAnswer } from './deep-features.js';
import { featureFrequenciesAnswer } from './feature-frequencies.js';
import { glrmReconstructAnswer } from './glrm-reconstruct.js';
import { leafAssignmentAnswer, type LeafType } from './leaf-assignment.js';
import { predictionAnswer } from './prediction.js';
import { reconstructionAnswer } from './reconstruction.js';
import { reconstructionErrorAnswer } from './reconstruction-error.js';
import { stagedAnswer } from './staged.js';

export type AnswerKind =
  | { readonly kind: 'prediction' }
  | { readonly kind: 'calibrated' }
  | ({ readonly kind: 'contributions' } & ContributionOptions)
  | ({ readonly kind: 'contribution-interactions' } & ContributionScope)
  | { readonly kind: 'feature-frequencies' }
  | { readonly kind: 'deep-features'; readonly layer: number }
  | { readonly kind: 'leaf-node-assignment'; readonly type: LeafType }
  | { readonly kind: 'staged-probabilities' }
  | { readonly kind: 'reconstruction' }
  | { readonly kind: 'reconstruction-error'; readonly perFeature: boolean }
  | { readonly kind: 'glrm-reconstruct' };

const KINDS =
  'prediction, calibrated, contributions, contribution-interactions, feature-frequencies, deep-features, ' +
  'leaf-node-assignment, staged-probabilities, reconstruction, reconstruction-error or glrm-reconstruct';

/** Throws ModelCategoryError when the model has no such answer, ArgumentError where there is no such kind. */
export function makeAnswer(model: LoadedModel, wanted: AnswerKind): Answer {
  switch (wanted.kind) {
    case 'prediction':
      return predictionAnswer(model);
    case 'calibrated':
      return calibratedAnswer(model);
    case 'contributions':
      return contributionsAnswer(model, wanted);
    case 'contribution-interactions':
      return interactionsAnswer(model, wanted);
    case 'feature-frequencies':
      return featureFrequenciesAnswer(model);
    case 'deep-features':
      return deepFeaturesAnswer(model, wanted.layer);
    case 'leaf-node-assignment':
      return leafAssignmentAnswer(model, wanted.type);
    case 'staged-probabilities':
      return stagedAnswer(model);
    case 'reconstruction':
      return reconstructionAnswer(model);
    case 'reconstruction-error':
      return reconstructionErrorAnswer(model, wanted.perFeature);
    case 'glrm-reconstruct':
      return glrmReconstructAnswer(model);
    default:
      throw new ArgumentError('kind', KINDS, (wanted as { readonly kind: unknown }).kind);
  }
}
