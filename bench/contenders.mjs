// Finds the contenders: every file of contenders/ is one. It exports
//   name, version          for the table
//   baselineRank           optional: ratios are made to the contender of lowest rank that is there
//   unavailable()          optional: why it cannot take part here, or undefined
//   runtime()              optional: the version of what it runs on, when that is not Node
//   release()              optional: called at the end of the run
//   setup(scoring)         loads model and rows, returns an object with
//     predict()              scores the next batch; may return { overriddenDuration, overriddenIterationCost } of tinybench
//     answers()              all rows as lists of numbers: label or cluster first, then probabilities
//     startRound()           optional: called before each round of timing
//     dispose()
import { readdir } from 'node:fs/promises';

const FOLDER = new URL('contenders/', import.meta.url);

/** All contenders whose name contains one of `wanted` (none: all), in order of file names. */
export async function findContenders(wanted) {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.mjs')).sort();
  const all = await Promise.all(files.map((file) => import(new URL(file, FOLDER))));
  return all.filter(
    ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  );
}

/** The one that ratios are made to. */
export function baselineOf(contenders) {
  const rank = ({ baselineRank = Infinity }) => baselineRank;
  return [...contenders].sort((a, b) => rank(a) - rank(b))[0];
}

/** Splits into those that can run here and messages on the others. */
export async function availableContenders(contenders) {
  const present = [];
  const notes = [];
  for (const contender of contenders) {
    const reason = await contender.unavailable?.();
    if (reason === undefined) present.push(contender);
    else notes.push(`${contender.name} is left out: ${reason}`);
  }
  return { present, notes };
}
