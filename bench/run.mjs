// `npm run bench`: see README.md. Progress goes to stderr, the report to stdout.
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAgreement } from './agreement.mjs';
import { availableContenders, baselineOf, findContenders } from './contenders.mjs';
import { describeMachine } from './machine.mjs';
import { measure, summarize } from './measure.mjs';
import { parseOptions } from './options.mjs';
import { headerText, resultText } from './report.mjs';
import { prepareScoring } from './scorings.mjs';

const options = parseOptions(process.argv);
const contenders = await findContenders(options.contenders);
const folder = await mkdtemp(join(tmpdir(), 'wasmojo-bench-'));
try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
  for (const contender of contenders) await contender.release?.();
}

async function main() {
  const { present, notes } = await availableContenders(contenders);
  for (const note of notes) console.error(note);
  const baseline = baselineOf(present);
  if (baseline === undefined) throw new Error('no contender is left');

  const run = {
    date: new Date().toISOString(),
    machine: describeMachine(),
    runtimes: await runtimesOf(present),
    contenders: present.map(({ name, version }) => ({ name, version })),
    baseline: baseline.name,
    options: { rounds: options.rounds, time: options.time, warmup: options.warmup },
    cases: [],
  };
  console.log(`${headerText(run)}\n`);
  for (const wanted of options.cases) {
    for (const rows of options.rows) {
      console.error(`${wanted.name}, rows a call: ${rows} ...`);
      const result = await runCase(wanted, rows, present, baseline);
      console.log(`${resultText(result, baseline.name)}\n`);
      run.cases.push(result);
    }
  }
  if (options.json !== undefined) await appendFile(options.json, `${JSON.stringify(run)}\n`);
}

async function runtimesOf(contenders) {
  const versions = await Promise.all(contenders.map((contender) => contender.runtime?.()));
  return [...new Set(versions.filter((version) => version !== undefined))];
}

/** Sets the contenders up, compares their answers, times them. */
async function runCase({ title, tolerance, ...wanted }, rows, contenders, baseline) {
  const scoring = await prepareScoring(wanted, rows, folder);
  const runs = [];
  try {
    for (const contender of contenders) runs.push(await contender.setup(scoring));
    const answers = [];
    for (const [i, contender] of contenders.entries()) {
      answers.push({ name: contender.name, rows: await runs[i].answers() });
    }
    const largestDifference = checkAgreement(tolerance, answers);
    const samples = await measure(runs, options);
    const baselineSamples = samples[contenders.indexOf(baseline)];
    return {
      name: wanted.name,
      title,
      rows,
      largestDifference,
      results: contenders.map(({ name }, i) => ({
        contender: name,
        ...summarize(samples[i], baselineSamples, rows),
      })),
    };
  } finally {
    for (const run of runs) await run.dispose();
  }
}
