// Threads of Node. For Node only: imported by its entry, for what importing it does.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FromWorker } from './messages.js';
import { provideThreads } from './thread-source.js';

provideThreads({
  start() {
    // What the program was started with, such as an --eval, is not for the worker.
    const worker = new Worker(new URL('./node-worker.js', import.meta.url), {
      name: 'wasmojo',
      execArgv: [],
    });
    return {
      post: (message) => worker.postMessage(message),
      listen(received, ended) {
        worker.on('message', (message: FromWorker) => received(message));
        worker.on('messageerror', (error) => ended(error.message));
        worker.on('error', (error) => ended(String(error)));
        worker.on('exit', (code) => ended(`it ended with code ${code}`));
        // Listening for messages holds the program.
        worker.unref();
      },
      hold: (held) => (held ? worker.ref() : worker.unref()),
      end: () => void worker.terminate(),
    };
  },
  cores: availableParallelism,
});
