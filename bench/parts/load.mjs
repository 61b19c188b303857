// Loading a MOJO: milliseconds, first and warm, and the memory that the loaded model holds.
import { fileURLToPath } from 'node:url';
import { EVERY_CASE, missingModel } from '../cases.mjs';
import { inRounds, timeCommand } from '../command.mjs';
import { buildGenmodelBench } from '../java/tools.mjs';
import { median } from '../statistics.mjs';

const LOAD = fileURLToPath(new URL('../node/load.mjs', import.meta.url));
const ROUNDS = 3;
const TIMES = 4;
/** Of smaller models the memory of code and buffers hides theirs. */
const NODES_TO_TELL_MEMORY = 100_000;

export async function measureLoad(nativeIsHere) {
  const results = [];
  for (const wanted of EVERY_CASE) {
    if (!['gbm', 'drf'].includes(wanted.name)) continue;
    if (missingModel(wanted) === undefined) results.push(await measureModel(wanted, nativeIsHere));
  }
  return results;
}

async function measureModel({ name, title, mojo }, nativeIsHere) {
  const java = await buildGenmodelBench().catch(() => undefined);
  const node = (backend) => async () => {
    const args = ['--expose-gc', LOAD, mojo, backend, String(TIMES)];
    return JSON.parse((await timeCommand({ file: process.execPath, args })).stdout);
  };
  const entrants = [
    { loader: 'wasmojo wasm-simd', run: node('wasm-simd') },
    ...(nativeIsHere ? [{ loader: 'wasmojo native', run: node('native') }] : []),
    ...(java ? [{ loader: 'h2o-genmodel MojoModel.load', run: () => loadInJava(java, mojo) }] : []),
  ];
  const measured = await inRounds(
    ROUNDS,
    entrants.map(({ run }) => run),
  );
  const { nodes, zipBytes } = measured[0][0];
  return {
    ...{ name, title, nodes, zipBytes },
    results: entrants.map(({ loader }, i) => {
      const middle = (of) => median(measured[i].map(of));
      const held = middle(({ heldBytes }) => heldBytes);
      return {
        loader,
        firstMs: middle(({ milliseconds }) => milliseconds[0]),
        warmMs: middle(({ milliseconds }) => median(milliseconds.slice(1))),
        ...memoryPerNode(loader, measured[i], held, { nodes, zipBytes }),
      };
    }),
  };
}

/** The zip's own bytes, which `exportMojo` gives back, are not counted; Java holds none. */
function memoryPerNode(loader, runs, held, { nodes, zipBytes }) {
  if (nodes < NODES_TO_TELL_MEMORY) return {};
  if (!loader.startsWith('wasmojo')) return { bytesPerNode: held / nodes };
  // The addon's memory is not V8's; only the process as a whole shows it, with what its allocators keep for later.
  const bytes = loader.endsWith('native')
    ? median(runs.map(({ processBytes }) => processBytes))
    : held;
  return { bytesPerNode: (bytes - zipBytes) / nodes };
}

async function loadInJava({ classPath }, mojo) {
  const args = ['-cp', classPath, 'LoadBench', mojo, String(TIMES)];
  const { stdout } = await timeCommand({ file: 'java', args });
  const numbers = stdout.trim().split('\n').at(-1).split(' ').map(Number);
  return {
    milliseconds: numbers.slice(0, TIMES).map((nanos) => nanos / 1e6),
    heldBytes: numbers[TIMES],
  };
}
