// What a worker of Node runs.
import { parentPort } from 'node:worker_threads';
import '../engine/native/index.js';
import { nodeInflate } from '../mojo/node-inflate.js';
import type { ToWorker } from './messages.js';
import { serve } from './serve.js';

const receive = serve((message) => parentPort?.postMessage(message), nodeInflate);
parentPort?.on('message', (message: ToWorker) => void receive(message));
