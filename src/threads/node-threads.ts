// Threads of Node. For Node only: imported by its entry, for what importing it does.
import { availableParallelism } from 'node:os';
import { nodeThread } from './node-thread.js';
import { provideThreads } from './thread-source.js';

provideThreads({
  start: () => nodeThread(new URL('./node-worker.js', import.meta.url)),
  cores: availableParallelism,
  warn: (message) => process.emitWarning(message, { type: 'WasmojoWarning', code: 'THREADS' }),
});
