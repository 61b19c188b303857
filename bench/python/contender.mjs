// What the contenders in Python share. They run in the Python that BENCH_PYTHON names, or python3.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cachePath } from '../cache.mjs';
import { sumToProbability } from '../convert/finish.mjs';

const WORKER = fileURLToPath(new URL('worker.py', import.meta.url));
const python = process.env.BENCH_PYTHON ?? 'python3';
const execute = promisify(execFile);

/** Forests only. `module` is what it imports, `peer` the module of peers/, `packages` what pip installs; `maxNodes`: of larger ones it takes too long. */
export function pythonForest(name, { module, peer, packages, maxNodes = Infinity }) {
  return {
    name,
    close: true,
    install: `pip install ${packages} (into the Python that BENCH_PYTHON names, or python3)`,
    suits: ({ kind, operation, threads, trees }) =>
      kind === 'forest' && operation === 'predict' && !threads && 2 * trees.leaves <= maxNodes,
    async available() {
      const code = `import numpy, ${module}; from importlib.metadata import version; print(version('${module}'))`;
      const { stdout } = await execute(python, ['-c', code]);
      return { version: stdout.trim().split('\n').at(-1) };
    },
    async command(work) {
      const file = join(work.folder, `${name}-${work.name}.json`.replace(/[^\w.-]+/g, '-'));
      const spec = {
        rowsFile: work.rowsFile,
        forest: await work.forest(),
        compiled: await cachePath(work.mojo, 'compiled'),
      };
      await writeFile(file, JSON.stringify(spec));
      return { file: python, args: [WORKER, peer, file] };
    },
    finish: ({ mojo }) => sumToProbability(mojo),
  };
}
