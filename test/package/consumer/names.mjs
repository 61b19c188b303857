// Run by Node in the consumer's folder: what each entry of the package gives, as JSON.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const entries = { '.': 'wasmojo', './web': 'wasmojo/web', './imaging': 'wasmojo/imaging' };
const kernels = ['wasmojo/kernels/scalar.wasm', 'wasmojo/kernels/simd.wasm'];
const names = {};
for (const [entry, specifier] of Object.entries(entries)) {
  names[entry] = Object.keys(await import(specifier)).sort();
}
const exported = [];
for (const specifier of kernels) {
  const bytes = await readFile(fileURLToPath(import.meta.resolve(specifier)));
  const module = await WebAssembly.compile(bytes);
  exported.push(WebAssembly.Module.exports(module).map(({ name }) => name));
}
const { version } = createRequire(import.meta.url)('wasmojo/package.json');
console.log(JSON.stringify({ names, kernels: exported, version }));
