// Entry of the CSV binary: what is exported here is all that TypeScript can call. Kernels take addresses and sizes, write
// into memory that TypeScript has set aside, never allocate and never throw. There is a SIMD build only: where that cannot
// run, src/frame/csv/ does all of it in TypeScript.
export { addLevel } from './levels';
export { readRecords } from './records';
export { writeRows } from './rows';
export { powersAddress } from './wide';
