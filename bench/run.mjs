// `npm run bench` and `npm run bench:full`: see README.md. Progress goes to stderr, the report to stdout.
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingModel } from './cases.mjs';
import { availableContenders, baselineOf, findContenders } from './contenders.mjs';
import { describeMachine } from './machine.mjs';
import { parseOptions } from './options.mjs';
import { measureCold } from './parts/cold.mjs';
import { measureCsv } from './parts/csv.mjs';
import { measureGrowth } from './parts/growth.mjs';
import { measureImaging } from './parts/imaging.mjs';
import { measureLoad } from './parts/load.mjs';
import { measureStart } from './parts/start.mjs';
import { barsTable } from './report/bars-table.mjs';
import { publish } from './report/page.mjs';
import { imagingText } from './report/imaging-text.mjs';
import { coldText, csvText, growthText, loadText, startText } from './report/parts-text.mjs';
import { headerText, resultText } from './report/text.mjs';
import { runCase } from './run-case.mjs';

const LAST_RUN = fileURLToPath(new URL('last-run.json', import.meta.url));

const options = parseOptions(process.argv);
const contenders = await findContenders(options.contenders);
const folder = await mkdtemp(join(tmpdir(), 'wasmojo-bench-'));
const tell = (message) => console.error(message);
try {
  await main();
} catch (error) {
  tell(error.stack);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
  for (const contender of contenders) await contender.release?.();
}

async function main() {
  if (options.from !== undefined) {
    const lines = (await readFile(options.from, 'utf8')).trim().split('\n');
    await publish(JSON.parse(lines.at(-1)));
    return;
  }
  const { present, notes } = await availableContenders(contenders);
  notes.forEach(tell);
  const baseline = baselineOf(present);
  if (baseline === undefined) throw new Error('no contender is left');
  const { rounds, time, warmup } = options;
  const run = {
    date: new Date().toISOString(),
    machine: describeMachine(),
    runtimes: [...new Set(present.flatMap(({ runtime }) => runtime ?? []))],
    contenders: present.map(({ name, version }) => ({ name, version })),
    notes,
    baseline: baseline.name,
    options: { rounds, time, warmup },
    cases: [],
  };
  console.log(`${headerText(run)}\n`);
  const started = performance.now();
  await runParts(run, present);
  if (options.full) console.log(`## Bars\n\n${barsTable(run)}\n`);
  run.minutes = (performance.now() - started) / 60_000;
  if (options.json !== undefined) await appendFile(options.json, `${JSON.stringify(run)}\n`);
  if (options.publish) await publish(run);
}

/** One that fails does not take the others with it. */
async function runParts(run, present) {
  const note = noteOf(run);
  const nativeIsHere = present.some(({ name }) => name === 'wasmojo native');
  const parts = {
    cases: () => runCases(run, present),
    cold: async () => (run.cold = await measureCold(present, folder, tell)),
    start: async () => (run.start = await measureStart(folder)),
    csv: async () => (run.csv = await measureCsv(folder)),
    load: async () => (run.load = await measureLoad(nativeIsHere)),
    growth: async () => (run.growth = await measureGrowth(present, folder, tell)),
    imaging: async () => (run.imaging = await measureImaging(folder, note)),
  };
  const texts = {
    cold: coldText,
    start: startText,
    csv: csvText,
    load: loadText,
    growth: growthText,
    imaging: imagingText,
  };
  for (const part of options.parts) {
    const begin = performance.now();
    try {
      await parts[part]();
      if (texts[part]) console.log(`## ${part}\n\n${texts[part](run[part])}\n`);
    } catch (error) {
      tell(`${part} failed: ${error.stack}`);
      process.exitCode = 1;
    }
    await keep(run);
    tell(`${part} took ${((performance.now() - begin) / 1000).toFixed(0)} s`);
  }
}

/** Tells what is left out, and why, here and in the report. */
function noteOf(run) {
  return (message) => {
    tell(message);
    run.notes.push(message);
  };
}

async function runCases(run, present) {
  const note = noteOf(run);
  for (const wanted of options.cases) {
    const missing = missingModel(wanted);
    if (missing !== undefined) {
      note(missing);
      continue;
    }
    const rows = options.rows ?? wanted.rows;
    tell(`${wanted.name}, rows a call: ${rows} ...`);
    const begin = performance.now();
    try {
      const { results, differing } = await runCase(wanted, rows, present, options, folder, note);
      for (const result of results) console.log(`${resultText(result)}\n`);
      run.cases.push(...results);
      if (differing.length > 0) process.exitCode = 1;
    } catch (error) {
      tell(`${wanted.name} failed: ${error.stack}`);
      process.exitCode = 1;
    }
    await keep(run);
    tell(`${wanted.name} took ${((performance.now() - begin) / 1000).toFixed(0)} s`);
  }
}

/** What a full run that is interrupted leaves, for `--from`. */
async function keep(run) {
  if (!options.full) return;
  await writeFile(LAST_RUN, `${JSON.stringify(run)}\n`);
}
