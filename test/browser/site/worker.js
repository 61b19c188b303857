import { runTask } from './run-task.js';

globalThis.onmessage = async ({ data: task }) => {
  try {
    globalThis.postMessage({ answers: await runTask(task) });
  } catch (error) {
    globalThis.postMessage({ failure: String(error.stack) });
  }
};
