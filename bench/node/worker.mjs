// A contender in Node: node worker.mjs SCORER SPEC, SCORER a module of this folder, SPEC a JSON file. Protocol: ../worker.mjs.
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { Bench } from 'tinybench';

const MAX_TOLD = 1000;

const [, , scorerName, specFile] = process.argv;
const spec = JSON.parse(await readFile(specFile, 'utf8'));
const { open } = await import(new URL(`${scorerName}.mjs`, import.meta.url));
const scorer = await open(spec);
console.log('= ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [command, first, second, third] = line.split(' ');
  const told =
    command === 'run'
      ? await run(Number(first) / 1e6, Number(second), Number(third))
      : await answers(Number(first), second);
  console.log(`= ${told}`);
}

/** A run of tinybench, as long as that many milliseconds; what it times are `calls` calls. */
async function run(milliseconds, batchRows, calls) {
  const score = await scorer.batches(batchRows);
  const first = score();
  if (first instanceof Promise) await first;
  const timed = several(score, calls, first instanceof Promise);
  const settings = { iterations: 1, warmup: false, retainSamples: true, throws: true };
  const bench = new Bench({ time: milliseconds, ...settings });
  bench.add('batch', timed, { async: first instanceof Promise });
  const begin = performance.now();
  await bench.run();
  const whole = performance.now() - begin;
  const times = bench.tasks[0].result.latency.samples;
  const step = Math.ceil(times.length / MAX_TOLD);
  const told = times.filter((_, i) => i % step === 0);
  return [whole, ...told].map((time) => Math.round(time * 1e6)).join(' ');
}

function several(score, calls, isAsync) {
  if (calls === 1) return () => score();
  if (!isAsync) {
    return () => {
      let last;
      for (let call = 0; call < calls; call++) last = score();
      return last;
    };
  }
  return async () => {
    for (let call = 0; call < calls; call++) await score();
  };
}

async function answers(count, file) {
  const { width, values } = await scorer.answers(count);
  await writeFile(file, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return width;
}
