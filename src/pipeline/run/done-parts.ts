// What an earlier run has finished, kept in a file beside the description.
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileStamp, type FileStamp } from '../../files/file-stamp.js';
import { OutputFile } from '../../files/output-file.js';

/** A part that was finished: from what (its key), and the files that it wrote. */
interface DonePart {
  readonly key: string;
  readonly files: readonly FileStamp[];
}

export class DoneParts {
  readonly #path: string;
  readonly #parts: Map<string, DonePart>;

  private constructor(path: string, parts: Map<string, DonePart>) {
    this.#path = path;
    this.#parts = parts;
  }

  /** Reads the record of a description, `.mnist.yaml.done.json` of `mnist.yaml`. One that cannot be read says that nothing is done. */
  static async read(description: string): Promise<DoneParts> {
    const path = join(dirname(description), `.${basename(description)}.done.json`);
    const text = await readFile(path, 'utf8').catch(() => '');
    return new DoneParts(path, parsed(text));
  }

  /** Whether the part was finished from the same, and its files are still as they were then. */
  async has(id: string, key: string, files: readonly string[]): Promise<boolean> {
    const done = this.#parts.get(id);
    if (done?.key !== key || done.files.length !== files.length) return false;
    const stamps = await Promise.all(files.map(fileStamp));
    return stamps.every((stamp, i) => {
      const then = done.files[i];
      return stamp?.size === then.size && stamp.modified === then.modified;
    });
  }

  /** Notes that a part is finished. Throws FileError. */
  async add(id: string, key: string, files: readonly string[]): Promise<void> {
    const stamps = await Promise.all(files.map(fileStamp));
    this.#parts.set(id, { key, files: stamps.map((stamp) => stamp ?? { size: 0, modified: 0 }) });
    await this.#write();
  }

  /** Forgets all parts but these. */
  keepOnly(ids: readonly string[]): void {
    for (const id of [...this.#parts.keys()]) if (!ids.includes(id)) this.#parts.delete(id);
  }

  async #write(): Promise<void> {
    const file = await OutputFile.create(this.#path);
    await file.write(
      `${JSON.stringify({ version: 1, parts: Object.fromEntries(this.#parts) }, null, 1)}\n`,
    );
    await file.finish();
  }
}

/** What is no such record has no parts, and what is no part of one is left out. */
function parsed(text: string): Map<string, DonePart> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return new Map();
  }
  const { version, parts } = (value ?? {}) as { version?: unknown; parts?: unknown };
  if (version !== 1 || typeof parts !== 'object' || parts === null) return new Map();
  return new Map(
    Object.entries(parts).filter((entry): entry is [string, DonePart] => isDonePart(entry[1])),
  );
}

function isDonePart(value: unknown): value is DonePart {
  const { key, files } = (value ?? {}) as Partial<Record<keyof DonePart, unknown>>;
  return typeof key === 'string' && Array.isArray(files) && files.every(isStamp);
}

function isStamp(value: unknown): boolean {
  const { size, modified } = (value ?? {}) as Partial<Record<keyof FileStamp, unknown>>;
  return typeof size === 'number' && typeof modified === 'number';
}
