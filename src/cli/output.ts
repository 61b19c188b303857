import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { open, realpath, rename, stat, type FileHandle } from 'node:fs/promises';
import { fileError, isSystemError, orFileError } from '../files/file-error.js';
import { partialPath, removeAbandoned } from '../files/partial-file.js';
import { UsageError } from './errors.js';
import { GzipOutput } from './gzip-output.js';

/** Where a command writes: stdout, or a file that is complete or absent. */
export interface Output {
  /** May go on behind the call: the chunk is the output's from then on, and the next call reports what failed. */
  write(chunk: Uint8Array | string): Promise<void>;
  /** Everything is written: a file gets its name. */
  finish(): Promise<void>;
  /** Something failed: a file leaves nothing behind. */
  discard(): Promise<void>;
}

/**
 * `-` is stdout. A file is written beside its name and renamed at the end; an interrupted run removes it, too. What is there already is
 * replaced where a link leads, and keeps its mode; pipes and devices are written as they are. `inputs` must not be written over. What
 * is written to a name with `.gz` at its end is gzipped. `flag` names the path in errors.
 */
export async function openOutput(
  path: string,
  inputs: readonly string[] = [],
  flag = '--output',
): Promise<Output> {
  if (path === '-') return new StdoutOutput();
  const file = await openFile(path, inputs, flag);
  return /\.gz$/i.test(path) ? new GzipOutput(file) : file;
}

async function openFile(path: string, inputs: readonly string[], flag: string): Promise<Output> {
  const existing = await stat(path).catch(() => undefined);
  if (existing?.isDirectory()) throw new UsageError(`${flag}: ${path} is a folder`);
  const target = existing ? await realpath(path).catch(() => path) : path;
  for (const input of inputs) {
    if (existing && (await realpath(input).catch(() => undefined)) === target) {
      throw new UsageError(`${flag}: ${path} is read in this run; choose another file`);
    }
  }
  const cannotWrite = (error: unknown): never => {
    const { message } = fileError(path, error) as Error;
    throw new UsageError(`${flag} cannot be written: ${message}`);
  };
  if (existing && !existing.isFile()) {
    return new DeviceOutput(path, await open(path, 'w').catch(cannotWrite));
  }
  await removeAbandoned(target);
  const partial = partialPath(target);
  const file = await open(partial, 'wx').catch(cannotWrite);
  if (existing) await file.chmod(existing.mode & 0o777);
  return new FileOutput(target, partial, file);
}

/** A line, or lines, on stdout. */
export async function print(text: string): Promise<void> {
  const output = new StdoutOutput();
  await output.write(`${text}\n`);
  await output.finish();
}

class StdoutOutput implements Output {
  #error: Error | undefined;

  constructor() {
    // Whoever reads may stop early; the next write reports it.
    process.stdout.on('error', (error: Error) => {
      this.#error = isClosedPipe(error) ? error : (fileError('stdout', error) as Error);
    });
  }

  async write(chunk: Uint8Array | string): Promise<void> {
    if (this.#error) throw this.#error;
    const { stdout } = process;
    if (stdout.write(chunk)) return;
    // The event that does not come first must not keep its listener.
    const waiting = new AbortController();
    const { signal } = waiting;
    await Promise.race([once(stdout, 'drain', { signal }), once(stdout, 'close', { signal })])
      .catch((error: unknown) => {
        throw this.#error ?? error;
      })
      .finally(() => {
        waiting.abort();
      });
  }

  async finish(): Promise<void> {
    await this.discard();
    if (this.#error) throw this.#error;
  }

  /** What is written is written. */
  async discard(): Promise<void> {
    await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  }
}

/** Whoever reads our output may stop early (`wasmojo predict ... | head`). */
export function isClosedPipe(error: unknown): boolean {
  return isSystemError(error) && error.code === 'EPIPE';
}

/** A pipe or a device: it cannot be replaced, so there is nothing to rename and nothing to remove. */
class DeviceOutput implements Output {
  readonly #path: string;
  readonly #file: FileHandle;

  constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  async write(chunk: Uint8Array | string): Promise<void> {
    try {
      await this.#file.writeFile(chunk);
    } catch (error) {
      // A reader of a named pipe may stop early, too.
      throw isClosedPipe(error) ? error : fileError(this.#path, error);
    }
  }

  async finish(): Promise<void> {
    await this.#file.close();
  }

  async discard(): Promise<void> {
    await this.#file.close();
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

class FileOutput implements Output {
  readonly #path: string;
  readonly #partial: string;
  readonly #file: FileHandle;
  #writing: Promise<void> = Promise.resolve();
  readonly #interrupted = (signal: NodeJS.Signals) => {
    rmSync(this.#partial, { force: true });
    process.kill(process.pid, signal);
  };

  constructor(path: string, partial: string, file: FileHandle) {
    this.#path = path;
    this.#partial = partial;
    this.#file = file;
    for (const signal of SIGNALS) process.once(signal, this.#interrupted);
  }

  /** One write goes on while the next chunk is made. */
  async write(chunk: Uint8Array | string): Promise<void> {
    await this.#writing;
    this.#writing = orFileError(this.#path, () => this.#file.writeFile(chunk));
    // Whoever waits for it gets the error.
    this.#writing.catch(() => undefined);
  }

  async finish(): Promise<void> {
    await this.#writing;
    await orFileError(this.#path, async () => {
      await this.#close();
      await rename(this.#partial, this.#path);
    });
  }

  async discard(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#close();
    rmSync(this.#partial, { force: true });
  }

  async #close(): Promise<void> {
    for (const signal of SIGNALS) process.off(signal, this.#interrupted);
    await this.#file.close();
  }
}
