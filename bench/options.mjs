import { Command, InvalidArgumentError } from 'commander';
import { CASES, EVERY_CASE } from './cases.mjs';

export const PARTS = ['cases', 'cold', 'start', 'csv', 'load', 'growth', 'imaging'];

const DEFAULTS = {
  ...{ cases: CASES, parts: ['cases'], contenders: [], rows: [20_000, 1] },
  ...{ rounds: 7, time: 200, warmup: 2000 },
};
/** For a look whether everything runs; the numbers mean little. */
const QUICK = {
  ...{ rows: [200, 1], rounds: 2, time: 10, warmup: 0, contenders: ['wasmojo'] },
};
/** `rows`: those of each case. */
const FULL = {
  ...{ cases: EVERY_CASE, parts: PARTS, rows: undefined },
  ...{ rounds: 5, time: 100, warmup: 1200 },
};

/** Options of the command line; exits for --help and for wrong usage. */
export function parseOptions(argv) {
  const command = new Command('npm run bench --')
    .description(
      'Times wasmojo and others on the same rows, after checking that their answers agree.',
    )
    .option(
      '--cases <names>',
      `some of ${EVERY_CASE.map(({ name }) => name).join(',')} (default: ${CASES.map(({ name }) => name)}; --full: all)`,
      caseList,
    )
    .option(
      '--contenders <names>',
      'parts of their names, such as score0,simd (default: all that can run)',
      list,
    )
    .option('--parts <names>', `some of ${PARTS} (default: cases; --full: all)`, partList)
    .option(
      '--rows <counts>',
      `rows per call (default: ${DEFAULTS.rows}; --full: by case)`,
      wholeNumbers,
    )
    .option('--rounds <n>', `rounds of taking turns (default: ${DEFAULTS.rounds})`, wholeNumber)
    .option(
      '--time <ms>',
      `time of a contender in a round (default: ${DEFAULTS.time})`,
      wholeNumber,
    )
    .option(
      '--warmup <ms>',
      `time of a contender before the first round (default: ${DEFAULTS.warmup})`,
      wholeNumberOrZero,
    )
    .option('--quick', 'a short run of the wasmojo contenders, to see that all is well')
    .option('--full', 'everything, with the bars; about 15 minutes')
    .option('--json <file>', 'appends the results to a file as one line of JSON')
    .option('--publish', 'writes docs/performance.md, its plots and its data')
    .option(
      '--from <file>',
      'measures nothing: publishes a run that --json or an interrupted run left',
    )
    .showHelpAfterError()
    .allowExcessArguments(false);
  const { quick, full, ...given } = command.parse(argv).opts();
  return { ...DEFAULTS, ...(full && FULL), ...(quick && QUICK), full, ...given };
}

function list(text) {
  return text.split(',').filter((part) => part !== '');
}

function caseList(text) {
  return list(text).map((wanted) => {
    const found = EVERY_CASE.find(({ name }) => name === wanted);
    if (found === undefined) throw new InvalidArgumentError(`There is no case ${wanted}.`);
    return found;
  });
}

function partList(text) {
  return list(text).map((wanted) => {
    if (!PARTS.includes(wanted)) throw new InvalidArgumentError(`There is no part ${wanted}.`);
    return wanted;
  });
}

function wholeNumbers(text) {
  return list(text).map(wholeNumber);
}

function wholeNumber(text) {
  const number = wholeNumberOrZero(text);
  if (number === 0) throw new InvalidArgumentError('It must be at least 1.');
  return number;
}

function wholeNumberOrZero(text) {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
