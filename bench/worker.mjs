// A contender at work: a process of its own that loads a model and rows, says "= ready", and then takes a command a line on stdin
// and answers each with a line that starts with "= ". Other lines of its stdout are not part of it. End of stdin ends it.
//   run NANOS BATCH CALLS  scores batch after batch until NANOS have gone by, and reads the clock before and after every CALLS of them; answers
//                        the nanoseconds of it all, then of CALLS batches each, evenly spaced ones where there were more than a thousand
//   answers COUNT FILE   writes the answers to the first COUNT rows to FILE, doubles row by row; answers the numbers per row
// A batch of fewer than POOL_ROWS rows is taken from the first POOL_ROWS rows in turns, so that a call does not find its own rows'
// branches remembered by the processor; a larger one begins at row 0 each time.
import { execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

export const POOL_ROWS = 1000;

/** No answer for so long means that there will be none. */
const PATIENCE_MS = 300_000;
/** Threads of libraries that ask the environment: none besides the one that scores. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

const execute = promisify(execFile);

/** Starts `{ file, args, env }`; resolves when it is ready. `name` is for messages. */
export async function startWorker(name, { file, args, env }) {
  const child = spawn(file, args, { env: { ...process.env, ...ONE_THREAD, ...env } });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors = (errors + chunk).slice(-4000)));
  // A command to a process that has ended fails here as well as in `ended`, which tells why.
  child.stdin.on('error', () => undefined);
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${name} ended with ${signal ?? code}: ${reason(errors)}`));
    });
  });
  ended.catch(() => undefined);

  let take;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('= ')) take?.(line.slice(2));
  });
  const answer = () => {
    let timer;
    const told = new Promise((resolve, reject) => {
      take = resolve;
      timer = setTimeout(() => {
        child.kill('SIGKILL');
        reject(new Error(`${name} did not answer`));
      }, PATIENCE_MS);
    });
    const gone = ended.then(() => {
      throw new Error(`${name} ended early: ${reason(errors)}`);
    });
    return Promise.race([told, gone]).finally(() => clearTimeout(timer));
  };
  const ask = (command) => {
    child.stdin.write(`${command}\n`);
    return answer();
  };
  await answer();
  return {
    /** Milliseconds of a batch, and of the whole run. `calls`: batches between two looks at the clock, of which there is the mean. */
    async run(milliseconds, batchRows, calls = 1) {
      const told = await ask(`run ${Math.round(milliseconds * 1e6)} ${batchRows} ${calls}`);
      const [whole, ...times] = told.split(' ').map((nanos) => Number(nanos) / 1e6);
      return { whole, batches: times.map((time) => time / calls) };
    },
    /** Answers as rows of numbers. */
    async answers(count, path) {
      const width = Number(await ask(`answers ${count} ${path}`));
      const bytes = await readFile(path);
      return { width, values: new Float64Array(bytes.buffer.slice(0, count * width * 8)) };
    },
    /** Resident memory in MiB; undefined where `ps` cannot tell. */
    async memory() {
      const args = ['-o', 'rss=', '-p', String(child.pid)];
      return execute('ps', args).then(
        ({ stdout }) => Number(stdout) / 1024,
        () => undefined,
      );
    },
    /** Resolves when the process has ended. */
    close() {
      child.stdin.end();
      return ended.catch(() => undefined);
    },
  };
}

/** Of what a process said when it died the line that tells most: Java puts it first, Python and Node last. */
function reason(text) {
  const lines = text.trim().split('\n');
  return lines.find((line) => /^Exception|Error: /.test(line)) ?? lines.at(-1) ?? '';
}
