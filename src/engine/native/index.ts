// Makes native kernels available to this process. For Node only: imported by its entry, for what importing it does.
import { provideNative } from '../native-source.js';
import { createNativeKernels } from './kernels.js';
import { loadAddon } from './load-addon.js';

/** Instruction sets with which the kernels were measured to be faster than WebAssembly with SIMD (docs/native.md). */
const FASTER = ['avx512', 'avx2'];

provideNative((byName) => {
  const addon = loadAddon();
  if (addon === undefined) return undefined;
  const [best] = addon.instructionSets();
  return byName || FASTER.includes(best) ? createNativeKernels(addon, best) : undefined;
});
