import { readFileSync } from 'node:fs';

/** The version of the package, from its package.json. */
export function version(): string {
  const path = new URL('../../../package.json', import.meta.url);
  const { version: value } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
  return value;
}
