// The command line as a file that Node loads at once, with files beside it for what a run may do without. Packages that few runs need
// stay packages.
import { defineConfig } from 'vite';

export default defineConfig({
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
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        // Half of the time of a start is reading code; names stay, for traces.
        minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
      },
    },
  },
  ssr: { noExternal: ['commander'] },
});
