// The command line as a file that Node loads at once, with files beside it for what a run may do without. Packages that few runs need
// stay packages.
import { defineConfig } from 'vite';

/** Files that Node requires: code that is compiled ahead (bin/compiled-code.js) can be no module of the other kind. */
const requiredFiles = {
  name: 'required-files',
  generateBundle() {
    const source = '{ "type": "commonjs" }\n';
    this.emitFile({ type: 'asset', fileName: 'package.json', source });
  },
};

/** Code that is compiled ahead cannot import: whoever loads it does that for it, where it says so. */
const importHere = {
  name: 'import-here',
  transform(code) {
    const replaced = code.replace(/\bimport\((?=['"][^.])/g, 'importHere(');
    return replaced === code ? undefined : { code: replaced, map: null };
  },
};

/** commander asks for it for commands that are programs of their own, of which there are none. Loading it takes a tenth of a start. */
const noChildProcess = {
  name: 'no-child-process',
  enforce: 'pre',
  resolveId: (id) => (id === 'node:child_process' ? '\0no-child-process' : undefined),
  load: (id) => (id === '\0no-child-process' ? 'module.exports = {};' : undefined),
};

export default defineConfig({
  plugins: [requiredFiles, importHere, noChildProcess],
  build: {
    ssr: true,
    outDir: 'build/cli',
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rolldownOptions: {
      input: {
        wasmojo: 'build/src/cli/main.js',
        // What its threads run: threads/node-threads.ts looks for it beside itself.
        'node-worker': 'build/src/threads/node-worker.js',
        'node-image-worker': 'build/src/imaging/threads/node-image-worker.js',
      },
      output: {
        format: 'cjs',
        intro: 'const importHere = require.importHere ?? ((name) => import(name));',
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        // Half of the time of a start is reading code; names stay, for traces.
        minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
      },
    },
  },
  // flechette is made of ES modules, which Node before 20.19 cannot require.
  ssr: { noExternal: ['commander', '@uwdata/flechette'] },
});
