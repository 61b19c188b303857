import { readFileSync } from 'node:fs';

/** The version of the package, from its package.json: two folders up from here, and from the bundle. */
export function version(): string {
  const path = new URL('../../package.json', import.meta.url);
  const { version: value } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
  return value;
}
