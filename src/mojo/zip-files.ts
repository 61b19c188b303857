import { MojoFormatError } from '../errors.js';
import type { Files } from './archive.js';
import { crc32 } from './crc32.js';
import type { Inflate } from './inflate.js';
import type { ZipEntry } from './zip-directory.js';

/**
 * The files of a zip whose directory was checked. `unpackAll` unpacks and checks all of them at once; after `release` only the zip's
 * bytes are held, and a file is unpacked anew whenever somebody asks for it.
 */
export class ZipFiles implements Files {
  readonly #bytes: Uint8Array;
  readonly #source: string;
  readonly #inflate: Inflate;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  readonly #unpacked: Map<string, Uint8Array>;

  /** `source` is the zip's name in messages; `unpacked` are files that are known already. */
  constructor(
    bytes: Uint8Array,
    entries: readonly ZipEntry[],
    source: string,
    inflate: Inflate,
    unpacked: ReadonlyMap<string, Uint8Array> = new Map(),
  ) {
    this.#bytes = bytes;
    this.#source = source;
    this.#inflate = inflate;
    const files = entries.filter(({ name }) => !name.endsWith('/'));
    this.#entries = new Map(files.map((entry) => [entry.name, entry]));
    this.#unpacked = new Map(unpacked);
  }

  keys(): IterableIterator<string> {
    return this.#entries.keys();
  }

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  /** Throws MojoFormatError unless the file has the declared size and checksum. */
  get(path: string): Uint8Array | undefined {
    const entry = this.#entries.get(path);
    return entry && (this.#unpacked.get(path) ?? this.#unpack(entry));
  }

  /** Throws as `get`, for the first file that is damaged. */
  unpackAll(): void {
    for (const [path, entry] of this.#entries) this.#unpacked.set(path, this.#unpack(entry));
  }

  release(): void {
    this.#unpacked.clear();
  }

  #unpack(entry: ZipEntry): Uint8Array {
    const { start, packedBytes, unpackedBytes, deflated } = entry;
    const packed = this.#bytes.subarray(start, start + packedBytes);
    let bytes: Uint8Array = packed;
    if (deflated) {
      try {
        bytes = this.#inflate(packed, unpackedBytes);
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw this.#failure(entry, `cannot be unpacked: ${reason}`, cause);
      }
    }
    if (bytes.length !== unpackedBytes) {
      throw this.#failure(entry, `unpacks to ${bytes.length} bytes, declared are ${unpackedBytes}`);
    }
    if (crc32(bytes) !== entry.crc32) {
      throw this.#failure(entry, 'is damaged: its checksum does not agree');
    }
    return bytes;
  }

  #failure({ name }: ZipEntry, what: string, cause?: unknown): MojoFormatError {
    return new MojoFormatError(`${this.#source}: ${name} ${what}`, { file: name, cause });
  }
}
