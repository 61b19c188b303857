// What the pages say of the code: the table of algorithms, links, a page per algorithm, flags.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { supportTable, withSupportTable } from '../../scripts/support-block.mjs';
import { ALGORITHMS } from '../../src/index.js';
import { PAGES, readPage, ROOT } from './pages.js';

const run = promisify(execFile);

describe('the table of algorithms', () => {
  it('is up to date in the README (node scripts/support-table.mjs --write)', () => {
    const readme = readPage('README.md');
    expect(withSupportTable(readme, supportTable(ALGORITHMS))).toBe(readme);
  });

  it('has no place in a text without its markers', () => {
    expect(() => withSupportTable('# wasmojo', 'table')).toThrow('support:begin');
  });

  it.each(ALGORITHMS.map(({ algo }) => algo))('%s has a page in docs/formats', (algo) => {
    expect(existsSync(join(ROOT, 'docs/formats', `${algo}.md`))).toBe(true);
  });
});

/** Relative links of a page, code left out. */
function relativeLinks(page: string): string[] {
  const text = readPage(page)
    .replace(/^```[^]*?^```$/gm, '')
    .replace(/`[^`\n]*`/g, 'code');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/i.test(target));
}

/** Headings as GitHub makes anchors of them. */
function anchors(page: string): string[] {
  const headings = readPage(page)
    .replace(/^```[^]*?^```$/gm, '')
    .matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(PAGES)('%s', (page) => {
  it('links to files and headings that are there', () => {
    const broken = relativeLinks(page).filter((link) => {
      const [path, anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== undefined && !anchors(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

/** What a call of the command line writes to stdout. */
async function stdoutOf(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [join(ROOT, 'bin/wasmojo.js'), ...args]);
  return stdout;
}

describe('docs/command-line.md', () => {
  it('tells of every command and every flag', async () => {
    const page = readPage('docs/command-line.md');
    const [, list] = (await stdoutOf('--help')).split('Commands:');
    const commands = [...list.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => name);
    expect(commands).toContain('predict');
    for (const command of commands.filter((name) => name !== 'help')) {
      expect(page, command).toContain(`\n## ${command}\n`);
      const flags = (await stdoutOf(command, '--help')).match(/--[a-zA-Z][\w-]*/g) ?? [];
      expect(flags.length).toBeGreaterThan(1);
      const missing = [...new Set(flags)].filter(
        (flag) => !new RegExp(`${flag}(?![\\w-])`).test(page),
      );
      expect(missing, command).toEqual([]);
    }
  });
});
