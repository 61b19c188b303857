// Where native kernels come from. Only the entry for Node has any to give, so that bundles for browsers hold nothing of them.
import type { Kernels } from './kernels.js';

/** Makes native kernels; undefined where there are none, or, unless they were asked for by name, none that are faster than WebAssembly. */
export type NativeSource = (byName: boolean) => Kernels | undefined;

let source: NativeSource | undefined;

/** Called once, by the entry that has them. */
export function provideNative(given: NativeSource): void {
  source = given;
}

/** What the source makes. */
export function nativeKernels(byName: boolean): Kernels | undefined {
  return source?.(byName);
}
