// What the contenders that run in Node share.
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadMojo } from 'wasmojo';

const WORKER = fileURLToPath(new URL('worker.mjs', import.meta.url));
const SMALL_MODEL = fileURLToPath(new URL('../fixtures/kmeans-4.zip', import.meta.url));

export const { version } = createRequire(import.meta.url)('wasmojo/package.json');

/** The command that runs a scorer (a module of this folder) on a work; `spec` is what it takes besides. */
export async function nodeCommand(scorer, contender, work, spec) {
  const { name, folder, rowsFile, operation, mojo, chain } = work;
  const file = join(folder, `${contender}-${name}.json`.replace(/[^\w.-]+/g, '-'));
  await writeFile(file, JSON.stringify({ rowsFile, operation, mojo, chain, ...spec }));
  return { file: process.execPath, args: [WORKER, scorer, file] };
}

/**
 * wasmojo on Frames with a back end; `options` are those of predict, `matrix` the type of cells of frames that are rows of a matrix, whose
 * answers are taken as a matrix [frames of columns]. By default it does all works but those of threads.
 */
export function wasmojoFrames(
  name,
  backend,
  { options = {}, suits = oneThread, matrix, ...rest } = {},
) {
  return {
    name,
    suits,
    async available() {
      // Throws with advice where the back end is not here.
      (await loadMojo(SMALL_MODEL, { backend })).dispose();
      return { version };
    },
    command(work) {
      const scorer = work.operation === 'chain' ? 'chain' : 'frames';
      return nodeCommand(scorer, name, work, { backend, options, matrix });
    },
    ...rest,
  };
}

function oneThread({ threads }) {
  return !threads;
}
