// A case made ready: the model, the file of rows, and what contenders ask of it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadMojo } from 'wasmojo';
import { cached } from './cache.mjs';
import { readForest, writeForest } from './convert/forest.mjs';
import { autoencoderToOnnx, chainToOnnx } from './convert/onnx-layers.mjs';
import { forestToOnnx } from './convert/onnx-forest.mjs';
import { drawRows, writeRows } from './rows.mjs';
import { POOL_ROWS } from './worker.mjs';

/** `wanted`: a case of cases.mjs; `rows`: sizes of batches; `folder` takes the file of rows. */
export async function prepareWork(wanted, rows, folder) {
  const rowCount = Math.max(...rows.map((size) => Math.ceil(POOL_ROWS / size) * size));
  const { name, chain, number, table } = wanted;
  const mojo = wanted.mojo ?? chain[0].mojo;
  const model = await loadMojo(mojo, { backend: 'js' });
  const trees = model.trees && { count: model.trees.treeCount, leaves: model.trees.leafCount };
  const drawn = table
    ? await table(model.columnPlan, rowCount)
    : drawRows(model.columnPlan, rowCount, number);
  model.dispose();
  const rowsFile = join(folder, `${name}.rows`);
  await writeRows(rowsFile, drawn);
  return {
    ...wanted,
    ...{ mojo, rowsFile, rowCount, folder, trees },
    /** The trees in the format of convert/forest.mjs. */
    forest: () => cached(mojo, 'forest', async (path) => writeForest(path, await readForest(mojo))),
    onnx: () => onnxFile({ mojo, chain, trees }),
  };
}

function onnxFile({ mojo, chain, trees }) {
  if (chain) {
    return cached(mojo, 'chain.onnx', async (path) => writeFile(path, await chainToOnnx(chain)));
  }
  return cached(mojo, 'onnx', async (path) =>
    writeFile(path, await (trees ? readForest(mojo).then(forestToOnnx) : autoencoderToOnnx(mojo))),
  );
}
