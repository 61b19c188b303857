// Threads of browsers for images. Imported by the entry for them, for what importing it does.
import { webThread } from '../../threads/web-thread.js';
import { provideImageThreads } from './thread-source.js';

provideImageThreads({
  // As in threads/web-threads.ts.
  start: () =>
    webThread(
      new Worker(new URL(/* @vite-ignore */ './wasmojo-image-worker.js', import.meta.url), {
        type: 'module',
        name: 'wasmojo-images',
      }),
    ),
  cores: () => (globalThis as { navigator?: Navigator }).navigator?.hardwareConcurrency ?? 1,
});
