// CSV to CSV: CPU time of the whole command, with that of a file of one row beside it, which is the cost of starting.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadMojo } from 'wasmojo';
import { CASES } from '../cases.mjs';
import { predictCsv, wasmojoPredict } from '../command-lines.mjs';
import { inRounds, timeCommand } from '../command.mjs';
import { drawRows, toCsv } from '../rows.mjs';
import { median } from '../statistics.mjs';

const ROWS = 200_000;
const ROUNDS = 3;

/** Milliseconds of CPU and of the clock, by command. */
export async function measureCsv(folder) {
  const { title, mojo, number } = CASES.find(({ name }) => name === 'gbm');
  const { columnPlan } = await loadMojo(mojo, { backend: 'js' });
  const large = join(folder, 'large.csv');
  const single = join(folder, 'single.csv');
  // Numbers as the model was trained on: five decimals.
  const decimals = (random) => Number(number(random).toFixed(5));
  await writeFile(large, toCsv(columnPlan, drawRows(columnPlan, ROWS, decimals)));
  await writeFile(single, toCsv(columnPlan, drawRows(columnPlan, 1, decimals)));

  const entrants = [
    { command: 'wasmojo predict --backend wasm', make: wasmojoPredict, backend: 'wasm' },
    { command: 'wasmojo predict', make: wasmojoPredict, backend: 'auto' },
    { command: 'PredictCsv', make: predictCsv },
  ];
  const jobs = [];
  for (const [i, entrant] of entrants.entries()) {
    const files = { cpuFile: join(folder, `cpu-${i}`), output: join(folder, `large-${i}.csv`) };
    for (const input of [large, single]) {
      const command = await entrant.make({ mojo, input, backend: entrant.backend, ...files });
      if (command !== undefined) jobs.push({ ...entrant, ...files, input, run: command });
    }
  }
  const measured = await inRounds(
    ROUNDS,
    jobs.map(({ run, cpuFile }) => async () => {
      const { milliseconds } = await timeCommand(run);
      return { wallMs: milliseconds, cpuMs: Number(await readFile(cpuFile, 'utf8')) / 1e6 };
    }),
  );
  const of = (command, input, what) => {
    const at = jobs.findIndex((job) => job.command === command && job.input === input);
    return median(measured[at].map((one) => one[what]));
  };
  // The large file last, so that its output is there to compare.
  for (const { run, input } of jobs) if (input === large) await timeCommand(run);
  const outputs = await Promise.all(
    jobs.filter(({ input }) => input === large).map(({ output }) => readFile(output)),
  );
  return {
    ...{ title, rows: ROWS, inputBytes: (await stat(large)).size },
    sameBytes: outputs.length > 2 && outputs.every((bytes) => bytes.equals(outputs[0])),
    results: [...new Set(jobs.map(({ command }) => command))].map((command) => ({
      command,
      cpuMs: of(command, large, 'cpuMs'),
      wallMs: of(command, large, 'wallMs'),
      startCpuMs: of(command, single, 'cpuMs'),
    })),
  };
}
