// Builds everything that is published: the kernels (asc), the library (tsc), the bundles for browsers, for Node and of the command line (vite).
//   node scripts/build.mjs                 builds
//   node scripts/build.mjs --if-possible   does nothing, with a message, where the build tools are not installed
//                                          (`npm ci --omit=dev` runs `prepare`, too)
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { run, root } from './run.mjs';

const tools = ['assemblyscript', 'typescript', 'vite'];
const missing = tools.filter((name) => !existsSync(new URL(`node_modules/${name}`, root)));
if (missing.length > 0) {
  const message = `wasmojo: not built, ${missing.join(', ')} not installed; run npm ci to build`;
  if (!process.argv.includes('--if-possible')) throw new Error(message);
  console.log(message);
} else {
  await rm(new URL('build', root), { recursive: true, force: true });
  await run(['scripts/build-kernels.mjs']);
  await run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  for (const config of ['vite.config.js', 'vite.node.config.js', 'vite.cli.config.js']) {
    await run(['node_modules/vite/bin/vite.js', 'build', '--config', config, '--logLevel', 'warn']);
  }
}
