// From the start of a contender's process, with its runtime, libraries and the model, to its first answer; and the memory then.
import { CASES } from '../cases.mjs';
import { inRounds } from '../command.mjs';
import { median } from '../statistics.mjs';
import { prepareWork } from '../work.mjs';
import { startWorker } from '../worker.mjs';

const ROUNDS = 3;

export async function measureCold(contenders, folder, tell) {
  const wanted = CASES.find(({ name }) => name === 'gbm');
  const work = await prepareWork({ ...wanted, name: 'cold' }, [1], folder);
  const entrants = [];
  for (const contender of contenders.filter(({ suits }) => suits(work))) {
    try {
      entrants.push({ name: contender.name, command: await contender.command(work) });
    } catch (error) {
      tell(`${contender.name} is left out of cold starts: ${error.message}`);
    }
  }
  const measured = await inRounds(
    ROUNDS,
    entrants.map(
      ({ name, command }) =>
        () =>
          firstAnswer(name, command),
    ),
  );
  return {
    title: wanted.title,
    results: entrants.flatMap(({ name }, i) => {
      const runs = measured[i].filter((run) => run !== undefined);
      if (runs.length === 0) return [];
      const middle = (of) => median(runs.map(of));
      return [
        { contender: name, medianMs: middle((r) => r.ms), memoryMiB: middle((r) => r.memory) },
      ];
    }),
  };
}

/** undefined when it fails: the cases tell why. */
async function firstAnswer(name, command) {
  const start = performance.now();
  try {
    const worker = await startWorker(name, command);
    await worker.run(0, 1);
    const ms = performance.now() - start;
    const memory = await worker.memory();
    await worker.close();
    return { ms, memory };
  } catch {
    return undefined;
  }
}
