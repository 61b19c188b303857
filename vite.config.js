// The browser bundle: one folder of static ES modules without bare imports, for any web server and any bundler. Workers are entries of
// their own, so that they share the code and web servers need no more than the files.
import { defineConfig } from 'vite';

/** The comment that kept this build's hands off a worker's address would keep those of users' builds off, too. */
const bundlersSeeWorkers = {
  name: 'bundlers-see-workers',
  renderChunk(code) {
    const comment = '/* @vite-ignore */';
    // As many blanks: the source map stays right.
    return code.includes(comment)
      ? { code: code.replace(comment, ' '.repeat(comment.length)), map: null }
      : null;
  },
};

export default defineConfig({
  plugins: [bundlersSeeWorkers],
  build: {
    outDir: 'build/web',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    lib: {
      entry: {
        wasmojo: 'build/src/web.js',
        'wasmojo-worker': 'build/src/threads/web-worker.js',
        'wasmojo-imaging': 'build/src/imaging/web.js',
        'wasmojo-image-worker': 'build/src/imaging/threads/web-image-worker.js',
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
