// Numbers as Java reads them from text: the door to the parsers for strings, bytes and integers.

export { lastParseFailed, parseJavaDoubleBytes } from './parse-bytes.js';
export { isJavaInt, parseJavaInt } from './parse-int.js';
export { javaTrim, parseJavaDouble } from './parse-text.js';
