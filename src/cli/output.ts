import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { open, realpath, rename, stat, type FileHandle } from 'node:fs/promises';
import { UsageError } from './errors.js';

/** Where a command writes: stdout, or a file that is complete or absent. */
export interface Output {
  write(chunk: Uint8Array | string): Promise<void>;
  /** Everything is written: a file gets its name. */
  finish(): Promise<void>;
  /** Something failed: a file leaves nothing behind. */
  discard(): Promise<void>;
}

/**
 * `-` is stdout. A file is written beside its name and renamed at the end; an interrupted run removes it, too. What is there already is
 * replaced where a link leads, and keeps its mode; pipes and devices are written as they are. `inputs` must not be written over.
 */
export async function openOutput(path: string, inputs: readonly string[] = []): Promise<Output> {
  if (path === '-') return new StdoutOutput();
  const existing = await stat(path).catch(() => undefined);
  if (existing?.isDirectory()) throw new UsageError(`--output: ${path} is a folder`);
  const target = existing ? await realpath(path).catch(() => path) : path;
  for (const input of inputs) {
    if (existing && (await realpath(input).catch(() => undefined)) === target) {
      throw new UsageError(`--output: ${path} is read in this run; choose another file`);
    }
  }
  const cannotWrite = (error: unknown): never => {
    throw new UsageError(`--output: ${path} cannot be written: ${(error as Error).message}`);
  };
  if (existing && !existing.isFile()) {
    return new DeviceOutput(await open(path, 'w').catch(cannotWrite));
  }
  const partial = `${target}.partial-${process.pid}`;
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
    process.stdout.on('error', (error) => {
      this.#error = error as Error;
    });
  }

  async write(chunk: Uint8Array | string): Promise<void> {
    if (this.#error) throw this.#error;
    const { stdout } = process;
    if (stdout.write(chunk)) return;
    await Promise.race([once(stdout, 'drain'), once(stdout, 'close')]);
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

/** A pipe or a device: it cannot be replaced, so there is nothing to rename and nothing to remove. */
class DeviceOutput implements Output {
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async write(chunk: Uint8Array | string): Promise<void> {
    await this.#file.writeFile(chunk);
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

  async write(chunk: Uint8Array | string): Promise<void> {
    await this.#file.writeFile(chunk);
  }

  async finish(): Promise<void> {
    await this.#close();
    await rename(this.#partial, this.#path);
  }

  async discard(): Promise<void> {
    await this.#close();
    rmSync(this.#partial, { force: true });
  }

  async #close(): Promise<void> {
    for (const signal of SIGNALS) process.off(signal, this.#interrupted);
    await this.#file.close();
  }
}
