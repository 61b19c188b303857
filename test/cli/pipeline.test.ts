// `wasmojo pipeline run`: what it says, and that a run that was killed is gone on with.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import {
  DESCRIPTION,
  exampleFolders,
  WRITTEN,
  type ExampleFolder,
} from '../support/example-pipeline.js';
import { linesOf, runCli, startCli } from './run-cli.js';

const newFolder = exampleFolders();

async function yaml(folder: ExampleFolder): Promise<string> {
  const path = folder.at('digits.yaml');
  await writeFile(path, stringify(DESCRIPTION));
  return path;
}

const run = (...args: string[]) => runCli(['pipeline', 'run', ...args]);

describe('pipeline run', () => {
  it('lists what it wrote, and what it kept', async () => {
    const folder = await newFolder();
    const path = await yaml(folder);
    const first = await run(path);
    expect([first.status, first.stderr]).toEqual([0, '']);
    const lines = linesOf(first.stdout);
    expect(lines.at(0)).toBe('written  more/train-images-shift-1.idx.gz');
    expect(lines.map((line) => line.split(/ {2,}/)[0])).toEqual(lines.map(() => 'written'));
    expect(lines.flatMap((line) => line.slice(9).split(', '))).toEqual(WRITTEN);
    const second = await run(path, '--progress');
    expect(linesOf(second.stdout)).toEqual(lines.map((line) => line.replace('written', 'kept   ')));
    expect(second.stderr).toBe('');
    expect((await run(path, '--quiet')).stdout.toString()).toBe('');
  });

  it('notes columns that a table does not have', async () => {
    const folder = await newFolder();
    await writeFile(folder.at('digits.csv'), 'C300,C301\n7,0\n');
    const { models, features, score } = DESCRIPTION;
    const input = { table: 'digits.csv' };
    const output = { predictions: 'team.csv' };
    const path = await folder.describe({ input, models, features, score, output });
    const { status, stderr } = await run(path);
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^note: score: columns of the model that the input does not have are NA: "C1", .* more\n$/,
    );
  });

  it('shows how far each part is', async () => {
    const folder = await newFolder();
    const { stderr } = await run(await yaml(folder), '--progress');
    expect(stderr).toContain(
      '1/8 augment[0] shift 1: [########################] 100 %  100 images',
    );
    expect(stderr).toContain('7/8 score: [########################] 100 %  200 rows');
    expect(stderr).toContain('8/8 report: ');
  });

  it.skipIf(process.platform === 'win32')(
    'goes on behind what a killed run has finished',
    async () => {
      const whole = await newFolder();
      expect((await run(await yaml(whole))).status).toBe(0);
      const folder = await newFolder();
      const path = await yaml(folder);
      const first = folder.at(WRITTEN[0]);
      const record = folder.at('.digits.yaml.done.json');
      const child = startCli(['pipeline', 'run', path]);
      const closed = once(child, 'close');
      while (!existsSync(record)) await new Promise((resolve) => setTimeout(resolve, 1));
      child.kill('SIGKILL');
      await closed;
      const { ino } = await stat(first);
      const second = await run(path);
      expect(second.status).toBe(0);
      expect(linesOf(second.stdout)[0]).toBe(`kept     ${WRITTEN[0]}`);
      expect((await stat(first)).ino).toBe(ino);
      expect(await folder.written()).toEqual(await whole.written());
      expect(await folder.partial()).toEqual([]);
    },
  );

  it.skipIf(process.platform === 'win32')(
    'leaves nothing unfinished when it is interrupted',
    async () => {
      const folder = await newFolder();
      const child = startCli(['pipeline', 'run', await yaml(folder), '--progress']);
      child.stderr.once('data', () => child.kill('SIGINT'));
      const [, signal] = (await once(child, 'close')) as [number | null, string | null];
      expect(signal).toBe('SIGINT');
      expect(await folder.partial()).toEqual([]);
    },
  );

  it('tells what is wrong in one line', async () => {
    const folder = await newFolder();
    const path = folder.at('digits.yaml');
    await writeFile(path, stringify({ ...DESCRIPTION, score: { members: ['DL2'] } }));
    const unknown = await run(path);
    expect([unknown.status, linesOf(unknown.stderr).length]).toEqual([1, 1]);
    expect(unknown.stderr).toContain('score.members[0]: expected one of AE16, AE6, DL1, GBM');
    const absent = await run(folder.at('gone.yaml'));
    expect([absent.status, linesOf(absent.stderr).length]).toEqual([1, 1]);
    expect((await run(path, '--forse')).status).toBe(2);
    expect((await run(path, '--threads', 'many')).status).toBe(2);
    expect((await run()).status).toBe(2);
  });

  it('has help with examples', async () => {
    for (const args of [
      ['pipeline', '--help'],
      ['pipeline', 'run', '--help'],
    ]) {
      const { status, stdout } = await runCli(args);
      expect(status).toBe(0);
      expect(stdout.toString()).toContain('$ wasmojo pipeline run mnist.yaml');
    }
  });
});

it('the example runs as it stands', async () => {
  const folder = await newFolder();
  const text = await readFile(new URL('../../examples/mnist/mnist.yaml', import.meta.url), 'utf8');
  await writeFile(folder.at('mnist.yaml'), text.replaceAll('../out/mnist/', 'out/'));
  const { status, stdout } = await run(folder.at('mnist.yaml'));
  expect(status).toBe(0);
  expect(linesOf(stdout).at(-1)).toBe('written  out/report.html');
});
