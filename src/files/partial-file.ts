// A file that is complete or absent is written beside its name and renamed at the end. The name of the unfinished one tells who
// writes it, so that what a killed process left can be told from what another one is still writing.
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** Name of the unfinished file while this process writes `path`. */
export function partialPath(path: string): string {
  return `${path}.partial-${host()}-${process.pid}`;
}

/**
 * Removes what processes that are gone have left of `path`, a file or a folder: only what this machine has written (a process of another one, on a
 * shared disk, cannot be asked), and only where no process of that number runs. A file in doubt stays. Never throws.
 */
export async function removeAbandoned(path: string): Promise<void> {
  const start = `${basename(path)}.partial-${host()}-`;
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(start)) continue;
    const pid = name.slice(start.length);
    if (!/^[1-9]\d{0,9}$/.test(pid) || runs(Number(pid))) continue;
    await rm(join(folder, name), { force: true, recursive: true }).catch(() => undefined);
  }
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Anything but "no such process" may be a process of somebody else.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** As much of the machine's name as any file system can hold in a name. */
function host(): string {
  return hostname()
    .replace(/[^A-Za-z0-9.-]/g, '_')
    .slice(0, 40);
}
