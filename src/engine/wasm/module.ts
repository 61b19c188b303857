// Compiled kernel modules: each binary is compiled once per process and shared by all models.
import { ArgumentError } from '../../errors.js';
import { fromBase64 } from '../../wasm/base64.js';
import { SCALAR_BASE64, SIMD_BASE64 } from './kernel-bytes.js';

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

const byName = new Map<string, Compiled>();
const byBytes = new WeakMap<BufferSource, Compiled>();

/** The compiled kernels of `source`, or the embedded ones of `variant`. Asynchronous: browsers refuse otherwise. */
export function compileKernels(variant: Variant, { wasmBinary, wasmUrl }: KernelSource): Compiled {
  if (wasmBinary !== undefined) {
    return once(byBytes, wasmBinary, () => WebAssembly.compile(wasmBinary));
  }
  if (wasmUrl !== undefined) {
    return once(byName, String(wasmUrl), () => compileUrl(String(wasmUrl)));
  }
  const base64 = variant === 'simd' ? SIMD_BASE64 : SCALAR_BASE64;
  return once(byName, variant, () => WebAssembly.compile(fromBase64(base64)));
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

async function compileUrl(url: string): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new ArgumentError(
      'wasmUrl',
      'the address of the kernels',
      `${url}: HTTP ${response.status}`,
    );
  }
  return WebAssembly.compile(await response.arrayBuffer());
}
