// What a worker of a browser runs: `wasmojo-worker.js` of the bundle.
import type { FromWorker, ToWorker } from './messages.js';
import { serve } from './serve.js';

const receive = serve((message: FromWorker) => globalThis.postMessage(message));
globalThis.onmessage = ({ data }: MessageEvent<ToWorker>) => void receive(data);
