import { MojoFormatError } from '../errors.js';
import { Holding } from './holding.js';

// The files of a MOJO in memory, whatever they came in: a zip, a folder, a MOJO within another.

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes of files by their paths: a map, or what unpacks them when they are asked for. */
export interface Files {
  /** In the order of the source. */
  keys(): IterableIterator<string>;
  has(path: string): boolean;
  get(path: string): Uint8Array | undefined;
  /** Gives up what can be had again. */
  release?(): void;
}

/** Named files. Paths are relative, with forward slashes. */
export class Archive {
  /** Where it came from, for messages. */
  readonly name: string;
  readonly #files: Files;
  readonly #prefix: string;
  /** One for an archive and those within it. */
  readonly #holding: Holding;

  constructor(name: string, files: Files, prefix = '', holding: Holding = new Holding()) {
    this.name = name;
    this.#files = files;
    this.#prefix = prefix;
    this.#holding = holding;
  }

  /** All paths, in the order of the source. */
  paths(): string[] {
    const inside = [...this.#files.keys()].filter((path) => path.startsWith(this.#prefix));
    return inside.map((path) => path.slice(this.#prefix.length));
  }

  has(path: string): boolean {
    return this.#files.has(this.#prefix + path);
  }

  /**
   * The path from the root of the source, for messages: a nested model's files begin with its
   * folder.
   */
  fullPath(path: string): string {
    return this.#prefix + path;
  }

  /** The bytes of a file; not a copy. Throws MojoFormatError when there is no such file, or it is damaged. May unpack anew at each call. */
  bytes(path: string): Uint8Array {
    const bytes = this.#files.get(this.#prefix + path);
    if (bytes === undefined) throw this.#missing(path);
    return bytes;
  }

  /** Throws as `bytes` when there is no such file; does not look into it. */
  requireFile(path: string): void {
    if (!this.has(path)) throw this.#missing(path);
  }

  /**
   * A file as UTF-8 text. Throws MojoFormatError when it is too long for a string (half a
   * gigabyte).
   */
  text(path: string): string {
    const bytes = this.bytes(path);
    try {
      return UTF8.decode(bytes);
    } catch (cause) {
      const file = this.fullPath(path);
      throw new MojoFormatError(`${file}: ${bytes.length} bytes are too many for a text`, {
        file,
        cause,
      });
    }
  }

  /**
   * The lines of a text file as Java's BufferedReader.readLine gives them: \n, \r and \r\n end a
   * line.
   */
  lines(path: string): string[] {
    const lines = this.text(path).split(/\r\n|\n|\r/);
    if (lines.at(-1) === '') lines.pop();
    return lines;
  }

  /**
   * What is large and can be made of the files at any time: made when it is first asked for and held until `release`; from then on made
   * again when it is asked for and nobody holds it any more.
   */
  derived<T extends object>(make: () => T): () => T {
    return this.#holding.derived(make);
  }

  /**
   * Gives up the unpacked bytes of files and what was derived of them, of this archive and those within it. A file that is asked for
   * later is unpacked again.
   */
  release(): void {
    this.#files.release?.();
    this.#holding.release();
  }

  #missing(path: string): MojoFormatError {
    const file = this.fullPath(path);
    return new MojoFormatError(`${this.name}: the MOJO has no file ${file}`, { file });
  }

  /** The files below a folder, as an archive of their own: a model nested in this one. */
  folder(path: string): Archive {
    const prefix = path.endsWith('/') ? path : `${path}/`;
    return new Archive(`${this.name}:${prefix}`, this.#files, this.#prefix + prefix, this.#holding);
  }
}
