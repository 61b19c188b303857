// The browser bundle as files: what a plain web server and a bundler will find.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importsOf } from '../package/imports-of.js';
import { resolveEntry, ROOT } from '../package/package-json.js';

const FOLDER = fileURLToPath(new URL('build/web', ROOT));
const MODULES = readdirSync(FOLDER).filter((name) => name.endsWith('.js'));

describe('the browser bundle', () => {
  it('is what "wasmojo" means to a bundler for browsers, and what "wasmojo/web" means to all', () => {
    const conditions = { browser: ['browser', 'module', 'import'], node: ['node', 'import'] };
    expect(resolveEntry('.', conditions.browser)).toBe('./build/web/wasmojo.js');
    expect(resolveEntry('./web', conditions.browser)).toBe('./build/web/wasmojo.js');
    expect(resolveEntry('./web', conditions.node)).toBe('./build/web/wasmojo.js');
    expect(resolveEntry('.', conditions.node)).toBe('./build/node/wasmojo.js');
    expect(resolveEntry('.', ['types', 'browser'])).toBe('./build/src/web.d.ts');
    expect(resolveEntry('.', ['types', 'node'])).toBe('./build/src/node.d.ts');
    expect(resolveEntry('./web', ['types', 'node'])).toBe('./build/src/web.d.ts');
  });

  it.each(MODULES)('%s imports only files beside it, by relative names', (name) => {
    const imported = importsOf(readFileSync(join(FOLDER, name), 'utf8'));
    for (const specifier of imported) {
      expect(specifier).toMatch(/^\.\/[^/]+\.js$/);
      expect(MODULES).toContain(specifier.slice('./'.length));
    }
  });

  it('has jszip, with its licence notice, in a file of its own that nothing loads at the start', () => {
    const texts = MODULES.map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const);
    const notice = /\/\*![^]*JSZip[^]*pako[^]*?\*\//;
    const carriers = texts.filter(([, text]) => notice.test(text)).map(([name]) => name);
    expect(carriers).toHaveLength(1);
    expect(carriers).not.toContain('wasmojo.js');
    for (const [, text] of texts) {
      expect(text).not.toMatch(new RegExp(`(from|import)\\s*["']\\./${carriers[0]}`));
    }
  });
});
