// Times contenders alternately, a short run of each in every round, so that whatever else the machine does meets all of them alike.
import { median, quantile, sorted } from './statistics.mjs';

/**
 * Calls between two looks at the clock. A call of one row may be shorter than two looks, which take 25 to 70 ns with how a language does it; what
 * the slowest calls take is measured apart, each call by itself.
 */
const CALLS_OF_ONE_ROW = 100;

/**
 * Milliseconds per batch, by contender and round: `samples[contender][round].times` is a list; where several calls were timed as one, `alone` is one of
 * calls that were timed each by itself. One that fails is left out from then on: its samples are undefined, and `onFailure(contender, error)` is
 * told. `workers` are what startWorker returned, or undefined.
 */
export async function takeTurns(workers, batchRows, { rounds, time, warmup }, onFailure) {
  const calls = batchRows === 1 ? CALLS_OF_ONE_ROW : 1;
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
    for (const i of workers.keys())
      await attempt(i, (worker) => worker.run(warmup, batchRows, calls));
  }
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < workers.length; turn++) {
      // Another one begins each time, so that nobody always follows the same neighbour's caches and clock speed.
      const i = (round + turn) % workers.length;
      await attempt(i, async (worker) => {
        const { batches: times } = await worker.run(time, batchRows, calls);
        const alone = calls > 1 ? (await worker.run(time, batchRows)).batches : undefined;
        samples[i].push({ times, alone });
      });
    }
  }
  return samples;
}

/** Times per batch over all rounds, and the ratio to the baseline, round by round. */
export function summarize(rounds, baselineRounds, batchRows) {
  const all = sorted(rounds.flatMap(({ times }) => times));
  const single = rounds.flatMap(({ alone = [] }) => alone);
  const alone = single.length > 0 ? sorted(single) : all;
  const medians = rounds.map(({ times }) => median(times));
  const ratios = baselineRounds?.map(({ times }, i) => median(times) / medians[i]);
  return {
    samples: all.length,
    medianMs: quantile(all, 0.5),
    ...(alone !== all && { aloneMs: quantile(alone, 0.5) }),
    p99Ms: quantile(alone, 0.99),
    rowsPerSecond: (batchRows / quantile(all, 0.5)) * 1000,
    roundMediansMs: medians,
    ...(ratios && {
      ratio: median(ratios),
      ratioMin: Math.min(...ratios),
      ratioMax: Math.max(...ratios),
    }),
  };
}
