// What a worker of a browser runs for images.
import type { ToImageWorker } from './messages.js';
import { serveImages } from './serve-images.js';

const receive = serveImages((message, transfer) => globalThis.postMessage(message, { transfer }));
globalThis.onmessage = ({ data }: MessageEvent<ToImageWorker>) => receive(data);
