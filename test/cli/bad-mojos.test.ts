// Damaged MOJOs on the command line: status 1, one line, no output file, within bounds of time and memory.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CORPUS } from '../support/cases.js';
import { linesOf, readPeak, runCli, temporaryFolder } from './run-cli.js';

interface BadFile {
  readonly file: string;
  readonly input: string;
  readonly java: { readonly load: string };
}

const FOLDER = join(CORPUS, 'bad');
const FILES = (JSON.parse(readFileSync(join(FOLDER, 'bad.json'), 'utf8')) as BadFile[]).filter(
  ({ file }) => existsSync(join(FOLDER, file)),
);
const folder = temporaryFolder();

describe.concurrent('wasmojo predict with a damaged MOJO', { timeout: 60_000 }, () => {
  for (const { file, input, java } of FILES) {
    it(file, async ({ expect: expectHere }) => {
      const output = `${file}.csv`;
      const peakFile = folder.at(`${file}.peak`);
      const { status, stdout, stderr, seconds } = await runCli(
        [
          'predict',
          '--mojo',
          join(FOLDER, file),
          '--input',
          join(FOLDER, input),
          '--output',
          folder.at(output),
          '--quiet',
        ],
        { peakFile },
      );
      expectHere(stdout.length).toBe(0);
      // What Java loads may be scored as well, and then has an output file; anything else is refused.
      if (java.load !== 'ok' || status !== 0) {
        expectHere(status, stderr).toBe(1);
        expectHere(linesOf(stderr)).toHaveLength(1);
        expectHere(stderr).toMatch(/^wasmojo: /);
        const left = readdirSync(folder.path).filter((name) => name.startsWith(output));
        expectHere(left).toEqual([]);
      } else expectHere(existsSync(folder.at(output))).toBe(true);
      expectHere(seconds).toBeLessThan(5);
      expectHere(readPeak(peakFile)).toBeLessThan(250e6);
    });
  }

  it('there are damaged MOJOs', () => {
    expect(FILES.length).toBeGreaterThan(30);
  });
});
