// Times contenders alternately: a short tinybench run of each in every round, so that whatever else the machine does meets all
// of them alike.
import { Bench } from 'tinybench';
import { median, quantile, sorted } from './statistics.mjs';

/** A round has at least so many samples of each contender, however long they take. */
const MIN_SAMPLES = 3;

/**
 * Samples in milliseconds per batch, by contender and round: `samples[contender][round]` is a list. `runs` are what `setup` of
 * the contenders returned.
 */
export async function measure(runs, { rounds, time, warmup }) {
  for (const run of runs) await warmUp(run, warmup);
  const samples = runs.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < runs.length; turn++) {
      // Another one begins each time, so that nobody always follows the same neighbour's caches and clock speed.
      const i = (round + turn) % runs.length;
      samples[i].push(await timeRound(runs[i], time));
    }
  }
  return samples;
}

async function warmUp(run, milliseconds) {
  for (const end = performance.now() + milliseconds; performance.now() < end;) await run.predict();
}

async function timeRound(run, time) {
  run.startRound?.();
  const bench = new Bench({
    time,
    iterations: MIN_SAMPLES,
    warmup: false,
    retainSamples: true,
    throws: true,
  });
  bench.add('batch', () => run.predict(), { async: isAsync(run.predict) });
  await bench.run();
  return bench.tasks[0].result.latency.samples;
}

function isAsync(method) {
  return method.constructor.name === 'AsyncFunction';
}

/** Times per batch over all rounds, and the ratio to the baseline, round by round. */
export function summarize(rounds, baselineRounds, batchRows) {
  const all = sorted(rounds.flat());
  const medians = rounds.map((samples) => median(samples));
  const ratios = baselineRounds?.map((samples, i) => median(samples) / medians[i]);
  return {
    samples: all.length,
    medianMs: quantile(all, 0.5),
    p99Ms: quantile(all, 0.99),
    rowsPerSecond: (batchRows / quantile(all, 0.5)) * 1000,
    roundMediansMs: medians,
    ...(ratios && {
      ratio: median(ratios),
      ratioMin: Math.min(...ratios),
      ratioMax: Math.max(...ratios),
    }),
  };
}
