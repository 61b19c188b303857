// The package as users get it: packed by npm, unpacked into an otherwise empty folder.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PACKAGE, ROOT } from './package-json.js';

const exec = promisify(execFile);
const root = fileURLToPath(ROOT);

export interface Packed {
  /** An ESM project whose only dependency is wasmojo. */
  readonly project: string;
  /** `node_modules/wasmojo` of it. */
  readonly folder: string;
  /** Paths in the tarball, below its `package/`. */
  readonly files: readonly string[];
  remove(): Promise<void>;
}

/** Nothing is downloaded: the dependencies that package.json names, and no others, are linked from this repository's. */
export async function packAndUnpack(): Promise<Packed> {
  const project = await realpath(await mkdtemp(join(tmpdir(), 'wasmojo-package-')));
  const { stdout } = await npm([
    'pack',
    '--ignore-scripts',
    '--json',
    '--pack-destination',
    project,
  ]);
  const [packed] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];

  const modules = join(project, 'node_modules');
  await mkdir(modules);
  await exec('tar', ['-xzf', packed.filename, '-C', modules], { cwd: project });
  await rename(join(modules, 'package'), join(modules, 'wasmojo'));
  await rm(join(project, packed.filename));
  for (const name of Object.keys(PACKAGE.dependencies)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(root, 'node_modules', name), join(modules, name), 'junction');
  }
  await writeFile(join(project, 'package.json'), '{ "type": "module", "private": true }\n');
  return {
    project,
    folder: join(modules, 'wasmojo'),
    files: packed.files.map(({ path }) => path),
    remove: () => rm(project, { recursive: true, force: true }),
  };
}

/** The npm that runs the tests, else the one on the PATH. */
function npm(args: readonly string[]): Promise<{ stdout: string }> {
  const cli = process.env.npm_execpath;
  const [command, first] = cli ? [process.execPath, [cli]] : ['npm', []];
  return exec(command, [...first, ...args], { cwd: root });
}

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs this Node in a folder, without what vitest and npm put into the environment. */
export function runNode(cwd: string, args: readonly string[]): Promise<Ended> {
  const env = { PATH: process.env.PATH, NO_COLOR: '1' };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd, env }, (error, stdout, stderr) => {
      const status = child.exitCode ?? (error ? -1 : 0);
      resolve({ status, stdout, stderr });
    });
  });
}
