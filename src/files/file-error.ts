import { FileError } from '../errors.js';

/** What the codes of the system mean for whoever named the path, and what to do. */
const MEANINGS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder; check the name',
  ENOTDIR: 'a file stands where a folder is expected; check the path',
  EISDIR: 'is a folder, where a file is expected',
  EEXIST: 'there is something of that name already; choose another name or remove it',
  EACCES: 'access is denied; check the permissions of the file and of its folders',
  EPERM: 'the system does not permit it; check owner and permissions',
  EROFS: 'the disk is read-only; write elsewhere',
  ENOSPC: 'no space is left on the disk; make room or write elsewhere',
  EDQUOT: 'the quota of the disk is used up; make room or write elsewhere',
  ENAMETOOLONG: 'the name is too long; choose a shorter one',
  ELOOP: 'links lead in a circle; check them',
  EMFILE: 'too many files are open; raise the limit of open files',
  EBADF: 'is closed',
};

/** An error of the system in words. Other errors, and those of wasmojo, are returned as they are. */
export function fileError(path: string, error: unknown): unknown {
  if (!isSystemError(error)) return error;
  const code = error.code ?? 'unknown';
  const message = MEANINGS[code] ?? `the system reports ${code}`;
  return new FileError(path, message, code, error);
}

/** Runs work on a file; errors of the system become FileErrors. */
export async function orFileError<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileError(path, error);
  }
}

/** Whether an error comes from a call of the operating system. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
