import { rm } from 'node:fs/promises';
import { root } from './run.mjs';

for (const path of ['build', 'src/engine/wasm/kernel-bytes.ts', 'examples/out', 'native/target']) {
  await rm(new URL(path, root), { recursive: true, force: true });
}
