import type { WorkerThread } from './thread.js';

/** A worker of a browser, which the caller starts, so that bundlers see its script. */
export function webThread<To, From>(worker: Worker): WorkerThread<To, From> {
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    listen(received, ended) {
      worker.onmessage = ({ data }: MessageEvent<From>) => received(data);
      worker.onmessageerror = () => ended('a message could not be read');
      worker.onerror = (event) => {
        event.preventDefault();
        ended(event.message || 'its script could not be loaded');
      };
    },
    hold: () => undefined,
    end: () => worker.terminate(),
  };
}
