// What a worker of Node runs.
import { parentPort } from 'node:worker_threads';
import '../engine/native/index.js';
import { unpackInNode } from '../mojo/node-zip-files.js';
import type { ToWorker } from './messages.js';
import { serve } from './serve.js';

const receive = serve((message) => parentPort?.postMessage(message), unpackInNode);
parentPort?.on('message', (message: ToWorker) => void receive(message));
