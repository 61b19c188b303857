// Threads of Node for images. Imported by the entry for it, for what importing it does.
import { availableParallelism } from 'node:os';
import { nodeThread } from '../../threads/node-thread.js';
import { provideImageThreads } from './thread-source.js';

provideImageThreads({
  start: () => nodeThread(new URL('./node-image-worker.js', import.meta.url)),
  cores: availableParallelism,
});
