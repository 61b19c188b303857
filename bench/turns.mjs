// Times contenders alternately, a short run of each in every round, so that whatever else the machine does meets all of them alike.
import { median, quantile, sorted } from './statistics.mjs';

/**
 * Milliseconds per batch, by contender and round: `samples[contender][round]` is a list. One that fails is left out from then on:
 * its samples are undefined, and `onFailure(contender, error)` is told. `workers` are what startWorker returned, or undefined.
 */
export async function takeTurns(workers, batchRows, { rounds, time, warmup }, onFailure) {
  const samples = workers.map((worker) => worker && []);
  const attempt = async (i, job) => {
    if (samples[i] === undefined) return;
    try {
      await job(workers[i]);
    } catch (error) {
      samples[i] = undefined;
      onFailure(i, error);
    }
  };
  if (warmup > 0) {
    for (const i of workers.keys()) await attempt(i, (worker) => worker.run(warmup, batchRows));
  }
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < workers.length; turn++) {
      // Another one begins each time, so that nobody always follows the same neighbour's caches and clock speed.
      const i = (round + turn) % workers.length;
      await attempt(i, async (worker) => {
        samples[i].push((await worker.run(time, batchRows)).batches);
      });
    }
  }
  return samples;
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
