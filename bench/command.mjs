// A command run to its end, timed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Milliseconds from start to end, and what it printed. Rejects when it fails. */
export async function timeCommand({ file, args, env }) {
  const start = performance.now();
  const child = spawn(file, args, { env: { ...process.env, ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const [code, signal] = await once(child, 'close');
  const milliseconds = performance.now() - start;
  if (code !== 0)
    throw new Error(`${file} ended with ${signal ?? code}: ${stderr.trim().slice(-300)}`);
  return { milliseconds, stdout };
}

/** Runs each of `jobs` (functions) `rounds` times in turns; the results by job. */
export async function inRounds(rounds, jobs) {
  const results = jobs.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < jobs.length; turn++) {
      const i = (round + turn) % jobs.length;
      results[i].push(await jobs[i](round));
    }
  }
  return results;
}
