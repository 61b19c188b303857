// The CSV binary: compiled once per process, when something large is first read or written.
import { ALIGNMENT, POWERS_BYTES } from '../../../../assembly/csv/layout.js';
import { fromBase64 } from '../../../wasm/base64.js';
import { CSV_BASE64, type CsvExports } from './kernel-bytes.js';
import { writePowers } from './powers.js';

const PAGE_BYTES = 65536;

/** An instance, the memory that it works on, and the first byte that is free in it, aligned. */
export interface CsvInstance {
  readonly exports: CsvExports;
  readonly memory: WebAssembly.Memory;
  readonly free: number;
}

let compiled: WebAssembly.Module | 'impossible' | undefined;

/**
 * An instance with `bytes` bytes free; undefined where WebAssembly, its SIMD or as much memory is not to be had: then
 * TypeScript does the work. Synchronous, which engines that limit it allow for binaries of a few KB.
 */
export function createCsvInstance(bytes: number): CsvInstance | undefined {
  try {
    compiled ??= new WebAssembly.Module(fromBase64(CSV_BASE64));
    if (compiled === 'impossible') return undefined;
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
    const csv = exports as CsvExports;
    const powers = csv.powersAddress();
    const free = Math.ceil((powers + POWERS_BYTES) / ALIGNMENT) * ALIGNMENT;
    memory.grow(Math.ceil((free + bytes) / PAGE_BYTES) - 1);
    writePowers(new BigUint64Array(memory.buffer, powers));
    return { exports: csv, memory, free };
  } catch {
    compiled ??= 'impossible';
    return undefined;
  }
}
