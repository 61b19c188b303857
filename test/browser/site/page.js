// Gives the test two functions: one scores in the page, the other in a module worker.
import { runTask } from './run-task.js';

globalThis.runInPage = runTask;

globalThis.runInWorker = (task) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }) => {
      worker.terminate();
      if (data.failure === undefined) resolve(data.answers);
      else reject(new Error(data.failure));
    };
    worker.onerror = (event) => {
      worker.terminate();
      reject(new Error(`the worker could not start: ${event.message}`));
    };
    worker.postMessage(task);
  });
