// A case at a number of rows per call: everything that a contender's setup needs.
import { join } from 'node:path';
import { loadMojo } from 'wasmojo';
import { makeColumns, writeRows } from './data.mjs';

/** Small batches are many, so that a call does not find its own rows' branches remembered by the processor. */
const MIN_ROWS = 1000;

/** `folder` takes the file of rows. */
export async function prepareScoring({ name, mojo, number }, batchRows, folder) {
  const rowCount = batchRows * Math.ceil(MIN_ROWS / batchRows);
  const model = await loadMojo(mojo, { backend: 'js' });
  const columns = makeColumns(model.columnPlan, rowCount, number);
  model.dispose();
  const rowsFile = join(folder, `${name}-${batchRows}.csv`);
  await writeRows(rowsFile, columns, rowCount);
  return { name, mojo, columns, rowCount, batchRows, rowsFile, folder };
}
