import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MojoFormatError, quote } from '../errors.js';
import { Archive } from './archive.js';
import { checkEntryNames } from './entry-names.js';
import { checkLimit, resolveLimits } from './limits.js';
import type { MojoLimits } from './limits.js';
import { NodeZipFiles, unpackInNode } from './node-zip-files.js';
import { checkRoot, openArchive } from './open.js';
import type { OpenedMojo, OpenOptions } from './open.js';
import { zipArchive } from './zip.js';
import { readZipDirectory } from './zip-directory.js';

// MOJOs on disk. The files of this folder that need Node have it in their names.

/**
 * Files read at the same time: enough to keep the disk busy, few enough for the limit of open
 * files.
 */
const READS_AT_ONCE = 32;

interface FileOnDisk {
  readonly name: string;
  readonly path: string;
  readonly size: number;
}

/**
 * Opens a zip file or the folder of an unpacked MOJO; a `file:` URL is a path. In a folder, names
 * that begin with a dot are left out, and a symbolic link must lead to something inside the folder.
 * Throws MojoFormatError, also when there is no such file, and LimitError.
 */
export async function readPath(path: string | URL, options: OpenOptions = {}): Promise<OpenedMojo> {
  const given = toPath(path);
  const limits = resolveLimits(options.limits);
  const name = options.name ?? basename(resolve(given));
  const found = await orFormatError(given, () => stat(given));
  if (found.isDirectory()) return readFolder(given, name, limits);
  if (!found.isFile()) throw refusal(given, 'is neither a file nor a folder');
  checkLimit(limits, 'maxArchiveBytes', found.size, `${given}: bytes of the zip`);
  const bytes = await orFormatError(given, () => readBytes(given));
  return openArchive(bytes, { unpack: unpackInNode, ...options, name });
}

/** The files are packed at once, so that there is a zip to export. */
async function readFolder(folder: string, name: string, limits: MojoLimits): Promise<OpenedMojo> {
  const files = await listFiles(folder, name, limits);
  checkEntryNames(
    files.map((file) => file.name),
    name,
  );
  const contents = new Map<string, Uint8Array>();
  for (let start = 0; start < files.length; start += READS_AT_ONCE) {
    const batch = files.slice(start, start + READS_AT_ONCE);
    const parts = await Promise.all(
      batch.map(({ path }) => orFormatError(path, () => readBytes(path))),
    );
    batch.forEach((file, i) => contents.set(file.name, parts[i]));
  }
  const archive = new Archive(name, contents);
  checkRoot(archive);
  const bytes = await zipArchive(archive);
  const packed = new NodeZipFiles(bytes, readZipDirectory(bytes, name), name, contents);
  return { archive: new Archive(name, packed), bytes };
}

/** All files below a folder, sorted by name, their number and sizes checked against the limits. */
async function listFiles(folder: string, name: string, limits: MojoLimits): Promise<FileOnDisk[]> {
  const root = await orFormatError(folder, () => realpath(folder));
  const files: FileOnDisk[] = [];
  let total = 0;

  /**
   * `above` holds the real paths of the folders that lead here: a link to one of them would never
   * end.
   */
  const walk = async (real: string, prefix: string, above: readonly string[]): Promise<void> => {
    const items = await orFormatError(real, () => readdir(real));
    for (const item of items.sort()) {
      if (item.startsWith('.')) continue;
      const path = await orFormatError(join(real, item), () => realpath(join(real, item)));
      if (!isInside(root, path))
        throw refusal(prefix + item, 'is a link that leads out of the folder');
      const found = await orFormatError(path, () => stat(path));
      if (found.isDirectory()) {
        if (path === real || above.includes(path))
          throw refusal(prefix + item, 'is a link to a folder above it');
        await walk(path, `${prefix}${item}/`, [...above, real]);
      } else if (found.isFile()) {
        files.push({ name: prefix + item, path, size: found.size });
        total += found.size;
        checkLimit(limits, 'maxEntries', files.length, `${name}: files`);
        checkLimit(limits, 'maxEntryBytes', found.size, `${name}: ${prefix}${item}: bytes`);
        checkLimit(limits, 'maxTotalBytes', total, `${name}: bytes of all files`);
      } else {
        throw refusal(prefix + item, 'is neither a file nor a folder');
      }
    }
  };

  await walk(root, '', []);
  return files;
}

/** Plain bytes: a Buffer's `slice` shares memory where that of a Uint8Array copies. */
async function readBytes(path: string): Promise<Uint8Array> {
  const { buffer, byteOffset, byteLength } = await readFile(path);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A path as it is, that of a `file:` URL. */
export function toPath(path: string | URL): string {
  return path instanceof URL || path.startsWith('file:') ? fileURLToPath(path) : path;
}

async function orFormatError<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    const reason =
      code === 'ENOENT'
        ? 'there is no such file or folder; check the name'
        : `cannot be read (${String(code ?? cause)})`;
    throw new MojoFormatError(`${quote(path)}: ${reason}`, { file: path, cause });
  }
}

function refusal(path: string, what: string): MojoFormatError {
  return new MojoFormatError(`${quote(path)} ${what}`, { file: path });
}
