// Both onnxruntimes, on models that convert/ writes.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { sumToProbability } from '../convert/finish.mjs';
import { nodeCommand } from './contender.mjs';

const peers = createRequire(new URL('../peers/package.json', import.meta.url));

export function onnxContender(name) {
  return {
    name,
    close: true,
    install: 'npm install --prefix bench/peers',
    suits: ({ kind, operation, threads }) =>
      !threads &&
      ((kind === 'forest' && operation === 'predict') ||
        (kind === 'network' && operation !== 'deep-features')),
    async available() {
      const file = peers.resolve(name).replace(/dist[/\\].*/, 'package.json');
      return { version: JSON.parse(await readFile(file, 'utf8')).version };
    },
    async command(work) {
      return nodeCommand('onnxruntime', name, work, { library: name, onnx: await work.onnx() });
    },
    finish: ({ kind, mojo }) => (kind === 'forest' ? sumToProbability(mojo) : undefined),
  };
}
