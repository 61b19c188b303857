// package.json as the resolvers of Node and of bundlers read it.
import { readFileSync } from 'node:fs';

export type Target = string | { readonly [condition: string]: Target };

export interface PackageJson {
  readonly version: string;
  readonly type: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, Target>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The top of the repository. */
export const ROOT = new URL('../../', import.meta.url);

export const PACKAGE = JSON.parse(
  readFileSync(new URL('package.json', ROOT), 'utf8'),
) as PackageJson;

/** The file that an entry leads to: the first condition that holds, in the order of the file; `default` always holds. */
export function resolveEntry(entry: string, conditions: readonly string[]): string | undefined {
  const target = PACKAGE.exports[entry];
  return target === undefined ? undefined : resolveTarget(target, conditions);
}

function resolveTarget(target: Target, conditions: readonly string[]): string | undefined {
  if (typeof target === 'string') return target;
  for (const [condition, inner] of Object.entries(target)) {
    if (condition !== 'default' && !conditions.includes(condition)) continue;
    const found = resolveTarget(inner, conditions);
    if (found !== undefined) return found;
  }
  return undefined;
}
