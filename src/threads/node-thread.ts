import { Worker } from 'node:worker_threads';
import type { WorkerThread } from './thread.js';

/** Starts a worker of Node. Throws where there can be none. */
export function nodeThread<To, From>(script: URL): WorkerThread<To, From> {
  // What the program was started with, such as an --eval, is not for the worker.
  const worker = new Worker(script, { name: 'wasmojo', execArgv: [] });
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen(received, ended) {
      worker.on('message', (message: From) => received(message));
      worker.on('messageerror', (error) => ended(error.message));
      worker.on('error', (error) => ended(String(error)));
      worker.on('exit', (code) => ended(`it ended with code ${code}`));
      // Listening for messages holds the program.
      worker.unref();
    },
    hold: (held) => (held ? worker.ref() : worker.unref()),
    end: () => void worker.terminate(),
  };
}
