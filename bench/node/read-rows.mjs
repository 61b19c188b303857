// The file of rows (../rows.mjs), and what scorers make of it.
import { readFile } from 'node:fs/promises';
import { POOL_ROWS } from '../worker.mjs';

/** Names of columns, number of rows, cells row by row. */
export async function readRows(path) {
  const bytes = await readFile(path);
  const end = bytes.indexOf(10);
  const names = bytes.toString('utf8', 0, end).split(',');
  const cells = new Float64Array(bytes.buffer.slice(bytes.byteOffset + end + 1));
  return { names, count: cells.length / names.length, cells };
}

/** The first `count` rows cut into batches, which are made beforehand: `make(from, to)`. `next()` hands them out in turns. */
export function inTurns(batchRows, count, make) {
  const batches = [];
  const pool = batchRows >= POOL_ROWS ? batchRows : Math.ceil(POOL_ROWS / batchRows) * batchRows;
  if (pool > count) throw new Error(`${pool} rows are needed, ${count} are there`);
  for (let from = 0; from < pool; from += batchRows) batches.push(make(from, from + batchRows));
  let next = 0;
  return () => {
    const batch = batches[next];
    next = next + 1 === batches.length ? 0 : next + 1;
    return batch;
  };
}
