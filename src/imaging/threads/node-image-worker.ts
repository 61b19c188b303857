// What a worker of Node runs for images.
import { parentPort } from 'node:worker_threads';
import type { ToImageWorker } from './messages.js';
import { serveImages } from './serve-images.js';

const receive = serveImages((message, transfer) => parentPort?.postMessage(message, transfer));
parentPort?.on('message', (message: ToImageWorker) => receive(message));
