// Parquet in and out.
export { ParquetWriter, type ParquetWriteOptions } from './parquet-writer.js';
export {
  blobAccess,
  bytesAccess,
  streamAccess,
  urlAccess,
  type RandomAccess,
} from './random-access.js';
export { readParquetBlocks, type ParquetReadOptions } from './read-parquet.js';
