// Code does not care whether its memory is shared; only the import of the memory says so. The binary for threads is the ordinary one
// with that import rewritten, so that there is no second build, and kernels from elsewhere (`wasmBinary`, `wasmUrl`) serve as well.
// Sections: WebAssembly Core Specification, 5.5.5 (imports) and 5.3.8 (limits); shared limits: the threads proposal.
import { ArgumentError } from '../../errors.js';

/** What the import allows: 4 GiB. A memory may have less. */
export const MOST_PAGES = 65_536;

const HEADER_BYTES = 8;
const IMPORT_SECTION = 2;
const MEMORY_IMPORT = 2;
const HAS_MAXIMUM = 1;
const SHARED_WITH_MAXIMUM = 3;

/**
 * The binary with its first import, the memory, taken as shared. Cost: a copy.
 * @throws ArgumentError for a binary that does not begin its imports with a memory, as kernels of wasmojo do.
 */
export function withSharedMemory(binary: Uint8Array): Uint8Array<ArrayBuffer> {
  let at = HEADER_BYTES;
  while (at < binary.length) {
    const section = binary[at];
    const size = readNumber(binary, at + 1);
    const end = size.end + size.value;
    if (section === IMPORT_SECTION) {
      const body = sharedImports(binary.subarray(size.end, end));
      return joined(
        binary.subarray(0, at),
        [IMPORT_SECTION, ...numberBytes(body.length)],
        body,
        binary.subarray(end),
      );
    }
    at = end;
  }
  throw foreign();
}

/** The body of an import section whose first import is a memory. */
function sharedImports(body: Uint8Array): Uint8Array {
  const count = readNumber(body, 0);
  const module = readNumber(body, count.end);
  const name = readNumber(body, module.end + module.value);
  const kind = name.end + name.value;
  if (body[kind] !== MEMORY_IMPORT) throw foreign();
  const minimum = readNumber(body, kind + 2);
  const rest =
    (body[kind + 1] & HAS_MAXIMUM) === 0 ? minimum.end : readNumber(body, minimum.end).end;
  return joined(
    body.subarray(0, kind + 1),
    [SHARED_WITH_MAXIMUM, ...numberBytes(minimum.value), ...numberBytes(MOST_PAGES)],
    body.subarray(rest),
  );
}

/** An unsigned LEB128 number of 32 bits. */
function readNumber(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  for (let i = 0; i < 5; i++) {
    const byte = bytes[start + i];
    if (byte === undefined) break;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, end: start + i + 1 };
  }
  throw foreign();
}

function numberBytes(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

function joined(...parts: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function foreign(): ArgumentError {
  return new ArgumentError(
    'wasmBinary or wasmUrl',
    'kernels of this version of wasmojo, which import their memory first',
    'another WebAssembly module',
  );
}
