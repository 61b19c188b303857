import { FileError, ModelCategoryError, WasmojoError } from '../node.js';

/** Flags that do not go together or name what does not exist: exit status 2. */
export class UsageError extends Error {}

/** Something wrong in the rows: the message begins with the file. Exit status 1. */
export class RowsError extends Error {
  constructor(file: string, error: WasmojoError) {
    super(`${file === '-' ? 'stdin' : file}: ${error.message}`, { cause: error });
  }
}

/** An error of a run over rows: those that are neither of the model nor of a file get the name of the input. */
export function errorOfRows(file: string, error: unknown): unknown {
  const isOther = error instanceof ModelCategoryError || error instanceof FileError;
  return error instanceof WasmojoError && !isOther ? new RowsError(file, error) : error;
}
