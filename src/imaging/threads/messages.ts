// What `augment` and its workers say to each other.
import type { ImageBackend } from '../backends.js';
import type { EffectJob } from '../effect-runner.js';
import type { ImageSet } from '../image-set.js';

/** Work; its images are the worker's from then on. Answers come in the order of the work. */
export interface ToImageWorker {
  readonly backend: ImageBackend | undefined;
  readonly job: EffectJob;
}

/** Undefined: it failed. The caller does the work again and so meets the same error. */
export interface FromImageWorker {
  readonly data: ImageSet['data'] | undefined;
}
