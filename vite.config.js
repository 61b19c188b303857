// The browser bundle: one folder of static ES modules without bare imports, for any web server and any bundler. The worker is an entry of
// its own, so that it shares the code and web servers need no more than the files.
import { defineConfig } from 'vite';

/** The comment that kept this build's hands off the worker's address would keep those of users' builds off, too. */
const bundlersSeeWorker = {
  name: 'bundlers-see-worker',
  renderChunk(code) {
    const comment = '/* @vite-ignore */';
    // As many blanks: the source map stays right.
    return code.includes(comment)
      ? { code: code.replace(comment, ' '.repeat(comment.length)), map: null }
      : null;
  },
};

export default defineConfig({
  plugins: [bundlersSeeWorker],
  build: {
    outDir: 'build/web',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    lib: {
      entry: {
        wasmojo: 'build/src/web.js',
        'wasmojo-worker': 'build/src/threads/web-worker.js',
      },
      formats: ['es'],
      fileName: (_, entry) => `${entry}.js`,
    },
    rolldownOptions: {
      output: {
        // Notices of licences stay in copies.
        comments: { legal: true },
      },
    },
  },
});
