// A JVM that runs GenmodelBench: a command line in, an answer line out.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Starts a JVM; resolves when its model and rows are loaded. */
export async function startJava(classPath, args) {
  const child = spawn('java', ['-cp', classPath, 'GenmodelBench', ...args]);
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  // A command to a JVM that has ended fails here as well as in `ended`, which tells why.
  child.stdin.on('error', () => undefined);
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(failure(code, errors))));
  });
  ended.catch(() => undefined);

  let take;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('= ')) take(line.slice(2));
  });
  const answer = () =>
    Promise.race([
      new Promise((resolve) => (take = resolve)),
      ended.then(() => Promise.reject(failure(0, errors))),
    ]);
  await answer();
  return {
    ask(command) {
      child.stdin.write(`${command}\n`);
      return answer();
    },
    /** Resolves when the JVM has ended. */
    close() {
      child.stdin.end();
      return ended;
    },
  };
}

function failure(code, errors) {
  return new Error(`java ended with status ${code}: ${errors.trim()}`);
}
