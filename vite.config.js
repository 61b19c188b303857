// The browser bundle: one folder of static ES modules without bare imports, for any web server and any bundler.
import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    outDir: 'build/web',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    lib: { entry: 'build/src/web.js', formats: ['es'], fileName: () => 'wasmojo.js' },
    rolldownOptions: {
      output: {
        // Notices of licences stay in copies.
        comments: { legal: true },
      },
    },
  },
});
