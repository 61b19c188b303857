import { execFile } from 'node:child_process';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './run-cli.js';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MOJO = join(ROOT, 'examples/airlines/model.zip');
const ROWS = join(ROOT, 'examples/airlines/airlines.csv');

/** From Node 22.1 on it is Node that keeps code; before 20.15 nobody does. */
const keeps = !('enableCompileCache' in module) && typeof crc32 === 'function';

describe.runIf(keeps)('compiled code of the command line', () => {
  const folder = temporaryFolder();

  async function predict(env: NodeJS.ProcessEnv = {}): Promise<string> {
    const args = ['predict', '--mojo', MOJO, '--input', ROWS, '--quiet'];
    const settings = { env: { ...process.env, NODE_COMPILE_CACHE: folder.path, ...env } };
    const { stdout } = await run(
      process.execPath,
      [join(ROOT, 'bin/wasmojo.js'), ...args],
      settings,
    );
    return stdout;
  }

  const files = async () => (await readdir(folder.path)).sort();
  const bytesOf = async () =>
    Promise.all((await files()).map((name) => readFile(folder.at(name), 'latin1')));

  it('is kept for the next run, which answers the same', async () => {
    const first = await predict({ NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(await files()).toEqual([]);
    expect(await predict()).toBe(first);
    const kept = await bytesOf();
    expect(kept.length).toBeGreaterThan(0);
    expect(await predict()).toBe(first);
    expect(await bytesOf()).toEqual(kept);
  });

  it('is made anew where it is damaged, cut off or of another source', async () => {
    const answer = await predict();
    const damage = [
      (path: string) => truncate(path, 10),
      (path: string) => truncate(path, 10_000),
      async (path: string) => {
        const bytes = await readFile(path);
        bytes[bytes.length >> 1] ^= 0xff;
        await writeFile(path, bytes);
      },
      async (path: string) => {
        const bytes = await readFile(path);
        bytes[0] ^= 1;
        await writeFile(path, bytes);
      },
    ];
    for (const spoil of damage) {
      for (const name of await files()) await spoil(folder.at(name));
      const spoilt = await bytesOf();
      expect(await predict()).toBe(answer);
      const anew = await bytesOf();
      anew.forEach((bytes, i) => expect(bytes).not.toBe(spoilt[i]));
      expect(await predict()).toBe(answer);
    }
  });

  it('is done without where nothing can be written', async () => {
    const answer = await predict();
    expect(await predict({ NODE_COMPILE_CACHE: join(MOJO, 'no-folder') })).toBe(answer);
  });
});
