import { InputFormatError } from '../../../errors.js';

export function pngError(
  what: string,
  file: string | undefined,
  cause?: unknown,
): InputFormatError {
  return new InputFormatError(`the PNG file is damaged: ${what}`, { file, cause });
}
