// Compiled kernel modules: each binary is compiled once per process and shared by all models.
import { ArgumentError } from '../../errors.js';
import { fromBase64 } from '../../wasm/base64.js';
import { SCALAR_BASE64, SIMD_BASE64 } from './kernel-bytes.js';
import { withSharedMemory } from './shared-module.js';

export type Variant = 'scalar' | 'simd';

/** Kernels to take in place of those inside the package, as where a content policy asks for a file. */
export interface KernelSource {
  /** Bytes of `wasmojo/kernels/scalar.wasm` or `simd.wasm`. */
  readonly wasmBinary?: BufferSource | undefined;
  /** Where to fetch them from. */
  readonly wasmUrl?: string | URL | undefined;
}

// (module
//   (func (result v128)
//     i32.const 0
//     i8x16.splat))
const SIMD_PROBE = Uint8Array.of(
  0,
  97,
  115,
  109,
  1,
  0,
  0,
  0,
  1,
  5,
  1,
  96,
  0,
  1,
  123,
  3,
  2,
  1,
  0,
  10,
  8,
  1,
  6,
  0,
  65,
  0,
  253,
  15,
  11,
);

/** Whether this engine can run the SIMD build. */
export function supportsSimd(): boolean {
  return WebAssembly.validate(SIMD_PROBE);
}

type Compiled = Promise<WebAssembly.Module>;

/** Modules of one kind. */
class Modules {
  readonly #byName = new Map<string, Compiled>();
  readonly #byBytes = new WeakMap<BufferSource, Compiled>();
  readonly #compile: (bytes: BufferSource) => Compiled;

  constructor(compile: (bytes: BufferSource) => Compiled) {
    this.#compile = compile;
  }

  get(variant: Variant, { wasmBinary, wasmUrl }: KernelSource): Compiled {
    if (wasmBinary !== undefined) {
      return once(this.#byBytes, wasmBinary, () => this.#compile(wasmBinary));
    }
    if (wasmUrl !== undefined) {
      const url = String(wasmUrl);
      return once(this.#byName, url, async () => this.#compile(await fetchBytes(url)));
    }
    const base64 = variant === 'simd' ? SIMD_BASE64 : SCALAR_BASE64;
    return once(this.#byName, variant, () => this.#compile(fromBase64(base64)));
  }
}

const ordinary = new Modules((bytes) => WebAssembly.compile(bytes));
const shared = new Modules((bytes) => WebAssembly.compile(withSharedMemory(asBytes(bytes))));

/** The compiled kernels of `source`, or the embedded ones of `variant`. Asynchronous: browsers refuse otherwise. */
export function compileKernels(variant: Variant, source: KernelSource): Compiled {
  return ordinary.get(variant, source);
}

/** The same kernels for a memory that threads share. */
export function compileSharedKernels(variant: Variant, source: KernelSource): Compiled {
  return shared.get(variant, source);
}

let compiledNow: WebAssembly.Module | undefined;

/** The best embedded kernels without waiting, for Node: browsers refuse. */
export function compileKernelsNow(): WebAssembly.Module {
  const base64 = supportsSimd() ? SIMD_BASE64 : SCALAR_BASE64;
  return (compiledNow ??= new WebAssembly.Module(fromBase64(base64)));
}

interface Cache<Key> {
  get(key: Key): Compiled | undefined;
  set(key: Key, module: Compiled): unknown;
  delete(key: Key): unknown;
}

/** Shares the promise between callers; a failure is forgotten, so that the next caller tries again. */
function once<Key>(known: Cache<Key>, key: Key, compile: () => Compiled): Compiled {
  let module = known.get(key);
  if (module === undefined) {
    module = compile();
    known.set(key, module);
    module.catch(() => known.delete(key));
  }
  return module;
}

async function fetchBytes(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new ArgumentError(
      'wasmUrl',
      'the address of the kernels',
      `${url}: HTTP ${response.status}`,
    );
  }
  return response.arrayBuffer();
}

function asBytes(source: BufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}
