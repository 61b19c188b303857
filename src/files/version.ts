import { readFileSync } from 'node:fs';

const HERE = import.meta.url;

/** The version of the package, from its package.json: two folders up from the source and from the bundles, three from what tsc makes of it. */
export function version(): string {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      const text = readFileSync(new URL(path, HERE), 'utf8');
      const { name, version: value } = JSON.parse(text) as { name?: string; version?: string };
      if (name === 'wasmojo' && value !== undefined) return value;
    } catch {
      // The next one.
    }
  }
  return 'unknown';
}
