import { rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError, isSystemError, orFileError } from '../files/file-error.js';
import { partialPath, removeAbandoned } from '../files/partial-file.js';
import { UsageError } from './errors.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A folder of files that is complete or absent: filled beside its name and renamed at the end. */
export class FolderOutput {
  readonly #path: string;
  readonly #partial: string;
  readonly #interrupted = (signal: NodeJS.Signals) => {
    rmSync(this.#partial, { force: true, recursive: true });
    process.kill(process.pid, signal);
  };

  private constructor(path: string) {
    this.#path = path;
    this.#partial = partialPath(path);
    for (const signal of SIGNALS) process.once(signal, this.#interrupted);
  }

  /** Throws UsageError where there is something of that name already, but for an empty folder. */
  static async open(path: string): Promise<FolderOutput> {
    const name = path.replace(/(?<=.)\/+$/, '');
    const isFree = await readdir(name).then(
      (names) => names.length === 0,
      (error: unknown) => isSystemError(error) && error.code === 'ENOENT',
    );
    if (!isFree) {
      throw new UsageError(
        `--output: ${path} is there already and no empty folder; choose another`,
      );
    }
    await removeAbandoned(name);
    const folder = new FolderOutput(name);
    try {
      await mkdir(folder.#partial);
    } catch (error) {
      folder.#release();
      throw new UsageError(
        `--output cannot be written: ${(fileError(path, error) as Error).message}`,
      );
    }
    return folder;
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.#partial, name);
    await orFileError(path, () => writeFile(path, bytes));
  }

  async finish(): Promise<void> {
    this.#release();
    await orFileError(this.#path, () => rename(this.#partial, this.#path));
  }

  async discard(): Promise<void> {
    this.#release();
    await rm(this.#partial, { force: true, recursive: true });
  }

  #release(): void {
    for (const signal of SIGNALS) process.off(signal, this.#interrupted);
  }
}
