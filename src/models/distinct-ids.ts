import { basename, dirname } from 'node:path/posix';
import { idOf } from './file-name.js';

/**
 * An id for each model of a folder, from its path below it: the name; where several have the same one, with the folders before it;
 * and where that is not enough (a zip beside a folder of its name), the path as it is.
 */
export function distinctIds(ways: readonly string[]): string[] {
  const forms = [(way: string) => idOf(basename(way)), withFolders, (way: string) => way];
  let ids = ways.map(forms[0]);
  for (const form of forms.slice(1)) {
    const repeated = repeatedOf(ids);
    ids = ids.map((id, i) => (repeated.has(id) ? form(ways[i]) : id));
  }
  return ids;
}

function withFolders(way: string): string {
  const folder = dirname(way);
  return folder === '.' ? idOf(way) : `${folder}/${idOf(basename(way))}`;
}

function repeatedOf(ids: readonly string[]): Set<string> {
  const seen = new Set<string>();
  return new Set(ids.filter((id) => seen.size === seen.add(id).size));
}
