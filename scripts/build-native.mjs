// Builds the native addon with cargo, to native/wasmojo.<platform>.node, where the library looks for it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, rename } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { root } from './run.mjs';

const OLDEST_RUST = '1.89';
const crate = new URL('native/', root);

/** Runs cargo in the crate's folder; what it printed. */
async function cargo(...args) {
  const child = spawn('cargo', args, {
    cwd: fileURLToPath(crate),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  const [code, signal] = await once(child, 'close').catch((cause) => {
    throw new Error(`the native addon needs Rust ${OLDEST_RUST} or later: cargo is not there`, {
      cause,
    });
  });
  if (code !== 0) throw new Error(`cargo ${args[0]} ended with ${signal ?? code}`);
  return output;
}

/** The platform as napi names it, from Rust's name, such as x86_64-unknown-linux-gnu. */
function platformOf(target) {
  const [cpu, , system, library] = target.split('-');
  const arch = { x86_64: 'x64', aarch64: 'arm64' }[cpu] ?? cpu;
  const os = { windows: 'win32' }[system] ?? system;
  return [os, arch, ...(library === undefined ? [] : [library])].join('-');
}

/** Where cargo put the library. */
function libraryOf(messages) {
  const artifact = messages
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .findLast(
      ({ reason, target }) => reason === 'compiler-artifact' && target.name === 'wasmojo_native',
    );
  return artifact.filenames.find((name) => /\.(so|dylib|dll)$/.test(name));
}

const config = await cargo('-vV');
const target = process.env.CARGO_BUILD_TARGET ?? /^host: (.*)$/m.exec(config)[1];
const library = libraryOf(
  await cargo('build', '--release', '--locked', '--message-format=json-render-diagnostics'),
);
const addon = fileURLToPath(new URL(`wasmojo.${platformOf(target)}.node`, crate));
// A process may have the old one loaded.
await copyFile(library, `${addon}.new`);
await rename(`${addon}.new`, addon);
console.log(addon);
