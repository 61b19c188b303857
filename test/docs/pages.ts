import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** All pages, by their path from the top of the repository. */
export const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

export function readPage(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

/** The code blocks of a page whose language is exactly `language`. */
export function codeBlocks(page: string, language: string): string[] {
  const blocks = readPage(page).matchAll(/^```(.*)\n([^]*?)^```$/gm);
  return [...blocks].filter(([, info]) => info === language).map(([, , code]) => code);
}
