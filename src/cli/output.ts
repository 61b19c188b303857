import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { open, realpath, stat, type FileHandle } from 'node:fs/promises';
import { fileError, isSystemError } from '../files/file-error.js';
import { GzipOutput } from '../files/gzip-output.js';
import { OutputFile, type Output } from '../files/output-file.js';
import { partialPath } from '../files/partial-file.js';
import { UsageError } from './errors.js';

export type { Output } from '../files/output-file.js';

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
  return FileOutput.create(target).catch(cannotWrite);
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

/** A file that an interrupted run removes. */
class FileOutput implements Output {
  readonly #file: OutputFile;
  readonly #release: () => void;

  private constructor(file: OutputFile, release: () => void) {
    this.#file = file;
    this.#release = release;
  }

  /** `path` is no link. A signal may come as soon as the system has made the file, before Node says so. Throws FileError. */
  static async create(path: string): Promise<FileOutput> {
    const release = removeWhenInterrupted(partialPath(path));
    try {
      return new FileOutput(await OutputFile.create(path), release);
    } catch (error) {
      release();
      throw error;
    }
  }

  write(chunk: Uint8Array | string): Promise<void> {
    return this.#file.write(chunk);
  }

  async finish(): Promise<void> {
    this.#release();
    await this.#file.finish();
  }

  async discard(): Promise<void> {
    this.#release();
    await this.#file.discard();
  }
}

/** Until what it returns is called. */
function removeWhenInterrupted(path: string): () => void {
  const interrupted = (signal: NodeJS.Signals) => {
    rmSync(path, { force: true });
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.once(signal, interrupted);
  return () => {
    for (const signal of SIGNALS) process.off(signal, interrupted);
  };
}
