// Arrow IPC in and out.
export { readArrowBlocks, type ArrowReadOptions } from './read-arrow.js';
export { ArrowWriter, type ArrowWriteOptions } from './arrow-writer.js';
