// Threads of browsers. Imported by the entry for them, for what importing it does.
import { provideThreads } from './thread-source.js';
import { webThread } from './web-thread.js';

provideThreads({
  // Written so that bundlers find the file; the build of the bundle leaves it alone, for it is an entry of its own.
  start: () =>
    webThread(
      new Worker(new URL(/* @vite-ignore */ './wasmojo-worker.js', import.meta.url), {
        type: 'module',
        name: 'wasmojo',
      }),
    ),
  // The bundle runs in Node, too, where older ones have no navigator.
  cores: () => (globalThis as { navigator?: Navigator }).navigator?.hardwareConcurrency ?? 1,
  warn: (message) => console.warn(`wasmojo: ${message}`),
});
