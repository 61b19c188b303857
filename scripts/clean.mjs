import { rm } from 'node:fs/promises';
import { root } from './run.mjs';

const MADE = [
  '.cache',
  'build',
  'src/engine/wasm/kernel-bytes.ts',
  'src/frame/csv/kernels/kernel-bytes.ts',
  'src/imaging/wasm/kernel-bytes.ts',
  'examples/out',
  'native/target',
];

for (const path of MADE) {
  await rm(new URL(path, root), { recursive: true, force: true });
}
