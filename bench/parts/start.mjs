// From the start of a command to its end: a small CSV through a small model, PredictCsv and wasmojo in turns.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadMojo } from 'wasmojo';
import { CASES } from '../cases.mjs';
import { predictCsv, wasmojoPredict } from '../command-lines.mjs';
import { inRounds, timeCommand } from '../command.mjs';
import { drawRows, toCsv } from '../rows.mjs';
import { median } from '../statistics.mjs';

const ROWS = 10;
const ROUNDS = 11;

/** By model: milliseconds of each command, and whether they wrote the same bytes. */
export async function measureStart(folder) {
  const results = [];
  for (const wanted of CASES.filter(({ name }) => name === 'glm' || name === 'gbm')) {
    results.push(await measureModel(wanted, folder));
  }
  return results;
}

async function measureModel({ name, title, mojo, number }, folder) {
  const input = join(folder, `start-${name}.csv`);
  const model = await loadMojo(mojo, { backend: 'js' });
  await writeFile(input, toCsv(model.columnPlan, drawRows(model.columnPlan, ROWS, number)));
  model.dispose();
  const output = (who) => join(folder, `start-${name}-${who}.csv`);
  const commands = {
    'wasmojo predict': wasmojoPredict({ mojo, input, output: output('auto'), backend: 'auto' }),
    'wasmojo predict --backend wasm': wasmojoPredict({
      ...{ mojo, input, output: output('wasm'), backend: 'wasm' },
    }),
    PredictCsv: await predictCsv({ mojo, input, output: output('java') }),
  };
  const there = Object.entries(commands).filter(([, command]) => command !== undefined);
  const times = await inRounds(
    ROUNDS,
    there.map(
      ([, command]) =>
        async () =>
          (await timeCommand(command)).milliseconds,
    ),
  );
  const same = async (who) =>
    commands.PredictCsv && (await readFile(output(who))).equals(await readFile(output('java')));
  return {
    ...{ name, title, rows: ROWS },
    sameBytes: (await same('auto')) && (await same('wasm')),
    results: there.map(([command], i) => ({ command, medianMs: median(times[i]) })),
  };
}
