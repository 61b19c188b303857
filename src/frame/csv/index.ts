// CSV in and out.

export { CsvReader } from './csv-reader.js';
export { CsvWriter, type CsvWriteOptions } from './csv-writer.js';
export { firstBytes, startingWith } from './first-bytes.js';
export { gunzip } from './gunzip.js';
export { CSV_READ_OPTIONS, DEFAULT_NA_STRINGS, type CsvReadOptions } from './options.js';
export { readCsvBlocks, readCsvFrame, type ByteSource } from './read-csv.js';
