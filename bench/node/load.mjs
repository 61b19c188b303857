// Loads a MOJO again and again: node --expose-gc load.mjs MOJO BACKEND TIMES. Prints JSON: milliseconds of each load, and the bytes held
// more at the end, by V8 (heap and array buffers) and by the whole process. A small model is loaded before, so that what all models share is not counted.
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loadMojo } from 'wasmojo';

const SMALL_MODEL = fileURLToPath(new URL('../fixtures/kmeans-4.zip', import.meta.url));
const [, , mojo, backend, times] = process.argv;

(await loadMojo(SMALL_MODEL, { backend })).dispose();
const empty = await held();
const milliseconds = [];
let model;
for (let i = 0; i < Number(times); i++) {
  model?.dispose();
  model = undefined;
  const start = performance.now();
  model = await loadMojo(mojo, { backend });
  milliseconds.push(performance.now() - start);
}
const full = await held();
const { leafCount, treeCount } = model.trees;
console.log(
  JSON.stringify({
    milliseconds,
    heldBytes: full.own - empty.own,
    processBytes: full.rss - empty.rss,
    zipBytes: model.exportMojo().byteLength,
    nodes: 2 * leafCount - treeCount,
  }),
);
model.dispose();

/** After what nobody holds is collected; array buffers are given back a moment later. */
async function held() {
  for (let i = 0; i < 4; i++) {
    globalThis.gc();
    await wait(20);
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { own: heapUsed + external, rss };
}
