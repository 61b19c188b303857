import { quote, WasmojoError } from '../errors.js';

/** A file of a model is there already and was not to be overwritten. */
export class ModelExistsError extends WasmojoError {
  readonly code = 'MODEL_EXISTS';
  readonly path: string;
  constructor(path: string) {
    super(`${quote(path)} is there already; overwrite it (force, --force) or choose another id`);
    this.path = path;
  }
}
