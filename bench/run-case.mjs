// One case with all contenders that suit it: started, their answers compared, then timed in turns for each size of batch.
import { join } from 'node:path';
import { CHECKED_ROWS, checkAgreement, lastColumn } from './agreement.mjs';
import { baselineOf } from './contenders.mjs';
import { summarize, takeTurns } from './turns.mjs';
import { prepareWork } from './work.mjs';
import { startWorker } from './worker.mjs';

/** From so many rows on, a call is long enough to tell by itself. */
const LARGE_BATCH = 100_000;

/**
 * A result per size of batch. What happened to single contenders goes to `tell(message)`; one that answers wrongly is not timed, and its
 * error is in `differing`.
 */
export async function runCase(wanted, rows, contenders, options, folder, tell) {
  const work = await prepareWork(wanted, rows, folder);
  const entrants = contenders.filter(({ suits }) => suits(work));
  if (entrants.length === 0) return { results: [], differing: [] };
  const workers = [];
  const fail = (i, error) => {
    tell(`${entrants[i].name} is left out of ${work.name}: ${error.message}`);
    workers[i] = undefined;
  };
  try {
    for (const [i, contender] of entrants.entries()) {
      try {
        workers[i] = await startWorker(contender.name, await contender.command(work));
      } catch (error) {
        fail(i, error);
      }
    }
    const { largest, differing } = await compareAnswers(work, entrants, workers, folder, fail);
    const results = [];
    for (const [turn, batchRows] of rows.entries()) {
      const timing = timingOf(options, batchRows, turn);
      const started = [...workers];
      const samples = await takeTurns(workers, batchRows, timing, fail);
      const memory = await Promise.all(started.map((worker) => worker?.memory()));
      results.push(resultOf(work, batchRows, entrants, samples, memory, largest));
    }
    return { results, differing };
  } finally {
    await Promise.all(workers.map((worker) => worker?.close()));
  }
}

/** The first size of batch gets the whole warm-up, the others a part of it; large batches, after others, none, and fewer rounds. */
function timingOf({ rounds, time, warmup }, batchRows, turn) {
  const large = batchRows >= LARGE_BATCH;
  return {
    rounds: large ? Math.min(rounds, 3) : rounds,
    time,
    warmup: turn === 0 ? warmup : large ? 0 : warmup / 4,
  };
}

/** Compares all answers with those of the baseline. One that differs, or gives none, is stopped. */
async function compareAnswers(work, entrants, workers, folder, fail) {
  const differing = [];
  const answers = [];
  const count = Math.min(work.rowCount, CHECKED_ROWS);
  for (const [i, { name }] of entrants.entries()) {
    try {
      const told = await workers[i]?.answers(count, join(folder, `${work.name}.answers`));
      if (told !== undefined) answers[i] = { name, ...told };
    } catch (error) {
      fail(i, error);
    }
  }
  const baseline = baselineOf(entrants.filter((_, i) => answers[i] !== undefined));
  const expected = answers[entrants.indexOf(baseline)];
  if (expected === undefined) throw new Error('nobody answered');
  expected.labelled = work.operation === 'predict' && work.kind !== 'network' && expected.width > 1;
  let largest = 0;
  for (const [i, contender] of entrants.entries()) {
    const got = answers[i];
    if (got === undefined || got === expected) continue;
    try {
      if (contender.close) await compareClosely(work, contender, expected, got);
      else largest = Math.max(largest, checkAgreement(expected, got, work));
    } catch (error) {
      await workers[i].close();
      fail(i, error);
      differing.push(error.message);
    }
  }
  return { largest, differing };
}

async function compareClosely(work, contender, expected, got) {
  const rule = { tolerance: work.closeTolerance, absolute: true };
  const finish = await contender.finish?.(work);
  if (finish === undefined) return checkAgreement(expected, got, rule);
  const finished = { ...got, values: got.values.map(finish) };
  return checkAgreement(lastColumn(expected), finished, rule);
}

function resultOf({ name, title, trees }, rows, entrants, samples, memory, largestDifference) {
  const timed = entrants.flatMap((contender, i) =>
    samples[i] === undefined ? [] : [{ contender, samples: samples[i], memoryMiB: memory[i] }],
  );
  const baseline = baselineOf(timed.map(({ contender }) => contender));
  const baselineSamples = timed.find(({ contender }) => contender === baseline)?.samples;
  return {
    ...{ name, title, rows, trees, largestDifference, baseline: baseline?.name },
    results: timed.map(({ contender, memoryMiB, ...one }) => ({
      contender: contender.name,
      ...summarize(one.samples, baselineSamples, rows),
      ...(memoryMiB !== undefined && { memoryMiB: Math.round(memoryMiB) }),
    })),
  };
}
