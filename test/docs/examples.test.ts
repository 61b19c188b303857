// The examples of the pages are run, one after another, in a folder with a model and rows: those for Node as modules,
// those for the shell where there is one.
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SMALL_DIGITS } from '../support/mnist.js';
import { writeIdx, writeIdxLabels } from '../../src/imaging/index.js';
import { someImages } from '../imaging/files/bytes.js';
import { codeBlocks, ROOT } from './pages.js';

const run = promisify(execFile);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wasmojo-docs-'));
  await copyFile(join(ROOT, 'examples/airlines/model.zip'), join(folder, 'model.zip'));
  await copyFile(join(ROOT, 'examples/airlines/airlines.csv'), join(folder, 'rows.csv'));
  const autoencoder = join(ROOT, 'test/fixtures/corpus/autoencoder/numeric');
  await copyFile(join(autoencoder, 'model.zip'), join(folder, 'autoencoder.zip'));
  const rows = gunzipSync(await readFile(join(autoencoder, 'input.csv.gz'))).toString();
  await writeFile(join(folder, 'autoencoder.csv'), rows.split('\n').slice(0, 20).join('\n'));
  for (const name of ['AE16', 'AE24', 'AE8', 'DL1', 'DL2', 'GBM']) {
    await copyFile(SMALL_DIGITS.mojo(name), join(folder, `${name}.zip`));
  }
  const digits = SMALL_DIGITS.digits(60);
  const lines = digits.toRows().map((row) => Object.values(row).join(','));
  await writeFile(join(folder, 'digits.csv'), [digits.names.join(','), ...lines].join('\n'));
  await writeFile(join(folder, 'digits-idx3-ubyte.gz'), gzipSync(writeIdx(someImages(10, 28, 28))));
  await writeFile(
    join(folder, 'digits-idx1-ubyte.gz'),
    gzipSync(writeIdxLabels([7, 2, 1, 0, 4, 1, 4, 9, 5, 9])),
  );
  const description = codeBlocks('docs/pipelines.md', 'yaml').find((text) => text.includes('AE16'));
  await writeFile(join(folder, 'digits.yaml'), description ?? '');
  await writeFile(join(folder, 'run.json'), codeBlocks('docs/pipelines.md', 'json')[0]);
  await mkdir(join(folder, 'node_modules'));
  await symlink(ROOT, join(folder, 'node_modules/wasmojo'), 'junction');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('examples for Node', () => {
  const pages = ['library', 'contributions', 'features', 'teams', 'pipelines', 'report'];
  const examples = pages.flatMap((page) => codeBlocks(`docs/${page}.md`, 'js'));

  it('are there', () => {
    expect(examples.length).toBeGreaterThan(5);
  });

  it.each(examples.map((code, i) => [i, code] as const))('number %i runs', async (i, code) => {
    const file = join(folder, `example-${i}.mjs`);
    await writeFile(file, code);
    await run(process.execPath, [file], { cwd: folder });
  });
});

describe.skipIf(process.platform === 'win32')('examples for the shell', () => {
  const examples = ['docs/command-line.md', 'docs/features.md'].flatMap((page) =>
    codeBlocks(page, 'sh'),
  );

  it('are there', () => {
    expect(examples.length).toBeGreaterThan(3);
  });

  it.each(examples.map((code, i) => [i, code] as const))('number %i runs', async (_, code) => {
    const wasmojo = `wasmojo() { "${process.execPath}" "${join(ROOT, 'bin/wasmojo.js')}" "$@"; }`;
    await run('bash', ['-euo', 'pipefail', '-c', `${wasmojo}\n${code}`], { cwd: folder });
  });
});
