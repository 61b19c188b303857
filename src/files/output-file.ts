// Files that are complete or absent. Needs Node.
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { fileError, orFileError } from './file-error.js';
import { partialPath, removeAbandoned } from './partial-file.js';

/** Where bytes go. */
export interface Output {
  /** May go on behind the call: the chunk is the output's from then on, and the next call reports what failed. */
  write(chunk: Uint8Array | string): Promise<void>;
  /** Everything is written: a file gets its name. */
  finish(): Promise<void>;
  /** Something failed: a file leaves nothing behind. */
  discard(): Promise<void>;
}

/** A file that is written beside its name and renamed at the end. */
export class OutputFile implements Output {
  /** Where it is written until then. */
  readonly #partial: string;
  readonly #path: string;
  readonly #file: FileHandle;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, partial: string, file: FileHandle) {
    this.#path = path;
    this.#partial = partial;
    this.#file = file;
  }

  /**
   * What is there already is replaced where a link leads, and keeps its mode; what killed processes have left of it is removed. Throws
   * FileError.
   */
  static async create(path: string): Promise<OutputFile> {
    const existing = await stat(path).catch(() => undefined);
    const target = existing ? await realpath(path).catch(() => path) : path;
    await removeAbandoned(target);
    const partial = partialPath(target);
    const file = await orFileError(path, () => open(partial, 'wx'));
    if (existing) await file.chmod(existing.mode & 0o777);
    return new OutputFile(target, partial, file);
  }

  /** One write goes on while the next chunk is made. */
  async write(chunk: Uint8Array | string): Promise<void> {
    await this.#writing;
    this.#writing = this.#file.writeFile(chunk).catch((error: unknown) => {
      throw fileError(this.#path, error);
    });
    // Whoever waits for it gets the error.
    this.#writing.catch(() => undefined);
  }

  async finish(): Promise<void> {
    await this.#writing;
    await orFileError(this.#path, async () => {
      await this.#file.close();
      await rename(this.#partial, this.#path);
    });
  }

  async discard(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#file.close();
    await rm(this.#partial, { force: true });
  }
}
