// Finds the contenders: every file of contenders/ is one. Its default export has
//   name
//   suits(work)            whether it can do a work (work.mjs)
//   available()            version, and runtime where that is not Node's; rejects when it cannot take part here
//   install                what would make it available
//   command(work)          the process that does the work: { file, args }; worker.mjs says what it has to understand
//   close                  true: it calculates in float32, and its answers need not be the same bits
//   finish(work)           optional: resolves to a function from the number it answers to the probability of class 1
//   baselineRank           optional: ratios are made to the contender of lowest rank that is there
//   release()              optional: called at the end
import { readdir } from 'node:fs/promises';

const FOLDER = new URL('contenders/', import.meta.url);

/** All contenders whose name contains one of `wanted` (none: all), in order of file names. */
export async function findContenders(wanted) {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.mjs')).sort();
  const modules = await Promise.all(files.map((file) => import(new URL(file, FOLDER))));
  return modules
    .map((module) => module.default)
    .filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
}

/** Splits into those that can run here, with their versions, and messages on the others. */
export async function availableContenders(contenders) {
  const present = [];
  const notes = [];
  for (const contender of contenders) {
    try {
      present.push({ ...contender, ...(await contender.available()) });
    } catch (error) {
      const advice = contender.install === undefined ? '' : `; it needs: ${contender.install}`;
      notes.push(`${contender.name} is left out: ${shortly(error)}${advice}`);
    }
  }
  return { present, notes };
}

/** The one that ratios are made to. */
export function baselineOf(contenders) {
  const rank = ({ baselineRank = Infinity }) => baselineRank;
  return [...contenders].sort((a, b) => rank(a) - rank(b))[0];
}

/** What an error says, on one line; of a command that failed, what it said last. */
function shortly({ message, stderr }) {
  const text = (stderr || message).trim().split('\n');
  return stderr ? text.at(-1) : text[0];
}
