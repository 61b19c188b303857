// Binary formats are read by code that knows neither files nor rows. What it finds wrong is a Damage; the reader of the file
// turns it into an error that names the file.
import { InputFormatError, WasmojoError } from '../errors.js';

/** The bytes contradict their format. */
export class Damage extends Error {}

/**
 * What is thrown for `error`, met while reading `file`: our own errors as they are; everything else is the fault of the bytes,
 * because views and lengths made of damaged bytes end in errors of the language or of the decoder.
 */
export function formatError(format: string, file: string | undefined, error: unknown): Error {
  if (error instanceof WasmojoError || isSystemError(error)) return error as Error;
  if (error instanceof Error && error.name === 'AbortError') return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new InputFormatError(`the ${format} data is damaged: ${reason}`, { file, cause: error });
}

/** Errors of the operating system say nothing of the bytes. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
