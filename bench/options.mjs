import { Command, InvalidArgumentError } from 'commander';
import { CASES } from './cases.mjs';

const DEFAULTS = { rows: [20_000, 1], rounds: 7, time: 400, warmup: 2000, contenders: [] };
/** For a look whether everything runs; the numbers mean little. */
const QUICK = { rows: [200, 1], rounds: 2, time: 10, warmup: 0, contenders: ['wasmojo'] };

/** Options of the command line; exits for --help and for wrong usage. */
export function parseOptions(argv) {
  const command = new Command('npm run bench --')
    .description(
      'Times wasmojo and h2o-genmodel on the same rows, after checking that their answers agree.',
    )
    .option(
      '--cases <names>',
      `some of ${CASES.map(({ name }) => name).join(',')} (default: all)`,
      caseList,
    )
    .option(
      '--contenders <names>',
      'parts of their names, such as score0,simd (default: all that can run)',
      list,
    )
    .option('--rows <counts>', `rows per call (default: ${DEFAULTS.rows})`, wholeNumbers)
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
    .option('--json <file>', 'appends the results to a file as one line of JSON')
    .showHelpAfterError()
    .allowExcessArguments(false);
  const { quick, ...given } = command.parse(argv).opts();
  return { cases: CASES, ...(quick ? QUICK : DEFAULTS), ...given };
}

function list(text) {
  return text.split(',').filter((part) => part !== '');
}

function caseList(text) {
  return list(text).map((wanted) => {
    const found = CASES.find(({ name }) => name === wanted);
    if (found === undefined) throw new InvalidArgumentError(`There is no case ${wanted}.`);
    return found;
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
