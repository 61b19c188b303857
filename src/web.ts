// The entry for browsers and workers: `wasmojo/web`.
import './threads/web-threads.js';

export * from './index.js';
export { loadMojo } from './load.js';
export { chunksOf, readCsv, type ReadCsvOptions, type RowSource } from './read-rows.js';
export {
  randomAccess,
  readArrow,
  readParquet,
  type ReadArrowOptions,
  type ReadParquetOptions,
} from './read-typed.js';
