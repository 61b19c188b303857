// The library as few files for Node: importing 320 modules one by one takes three times as long as loading these. Packages stay packages.
import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    ssr: true,
    outDir: 'build/node',
    emptyOutDir: true,
    target: 'node20',
    sourcemap: true,
    rolldownOptions: {
      // Entries export what their sources do, and no more for other files.
      preserveEntrySignatures: 'strict',
      input: {
        wasmojo: 'build/src/node.js',
        imaging: 'build/src/imaging/node.js',
        // What threads run: node-threads.ts and node-image-threads.ts look for it beside themselves.
        'node-worker': 'build/src/threads/node-worker.js',
        'node-image-worker': 'build/src/imaging/threads/node-image-worker.js',
      },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
});
