import { MissingPackageError } from '../errors.js';

/**
 * What `load` imports: a package that is optional, because most users do not need it. Throws MissingPackageError, with the command
 * that installs it, where it is not there. Bundlers see the import in `load` and make a file of its own of it.
 */
export async function optionalPackage<T>(
  name: string,
  purpose: string,
  load: () => Promise<T>,
): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw cause;
    throw new MissingPackageError(name, purpose, cause);
  }
}
