// Threads of browsers. Imported by the entry for them, for what importing it does.
import type { FromWorker } from './messages.js';
import { provideThreads } from './thread-source.js';

provideThreads({
  start() {
    // Written so that bundlers find the file; the build of the bundle leaves it alone, for it is an entry of its own.
    const worker = new Worker(new URL(/* @vite-ignore */ './wasmojo-worker.js', import.meta.url), {
      type: 'module',
      name: 'wasmojo',
    });
    return {
      post: (message) => worker.postMessage(message),
      listen(received, ended) {
        worker.onmessage = ({ data }: MessageEvent<FromWorker>) => received(data);
        worker.onmessageerror = () => ended('a message could not be read');
        worker.onerror = (event) => {
          event.preventDefault();
          ended(event.message || 'its script could not be loaded');
        };
      },
      hold: () => undefined,
      end: () => worker.terminate(),
    };
  },
  // The bundle runs in Node, too, where older ones have no navigator.
  cores: () => (globalThis as { navigator?: Navigator }).navigator?.hardwareConcurrency ?? 1,
});
