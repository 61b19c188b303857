// Makes a fresh clone ready: installs the dependencies when they are missing or older than the lock file, and builds when a source
// is newer than the build. Uses nothing but Node and npm.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, run } from './run.mjs';

const top = fileURLToPath(root);
const at = (path) => join(top, path);
const modified = (path) => (existsSync(at(path)) ? statSync(at(path)).mtimeMs : 0);

const SOURCES = [
  'assembly',
  'src',
  'scripts',
  'asconfig.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vite.config.js',
  'vite.cli.config.js',
  'vite.node.config.js',
  'package.json',
];
const BUILT = [
  'build/src/node.js',
  'build/web/wasmojo.js',
  'build/cli/wasmojo.js',
  'build/node/wasmojo.js',
  'build/scalar.wasm',
  'build/simd.wasm',
];
/** Written by the build itself. */
const GENERATED = /kernel-bytes\.ts$/;

function newest(path) {
  const found = statSync(at(path));
  if (!found.isDirectory()) return GENERATED.test(path) ? 0 : found.mtimeMs;
  return Math.max(0, ...readdirSync(at(path)).map((name) => newest(join(path, name))));
}

if (modified('node_modules/.package-lock.json') < modified('package-lock.json')) {
  console.log('Installing dependencies (npm ci) ...');
  // npm_execpath is set when npm runs this script, as it does for `npm test` and `npm run demo`.
  const npm = process.env.npm_execpath;
  if (npm === undefined) throw new Error('run this through npm: npm test, npm run demo');
  await run([npm, 'ci', '--ignore-scripts'], { NODE_ENV: '' });
}
const built = Math.min(...BUILT.map(modified));
if (built < Math.max(...SOURCES.map(newest))) {
  console.log('Building ...');
  await run(['scripts/build.mjs']);
}
