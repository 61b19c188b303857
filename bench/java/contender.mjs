// What both h2o-genmodel contenders share.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startJava } from './process.mjs';
import { buildGenmodelBench } from './tools.mjs';

export { cleanGenmodelBench as release, genmodelVersion as version } from './tools.mjs';

/** The JVM scores this long before it answers, so that waiting for commands disturbs it little. */
const BURST_MS = 50;

/** Why Java cannot take part; undefined when it can. */
export async function unavailable() {
  return buildGenmodelBench().then(
    () => undefined,
    (error) => error.message,
  );
}

export async function runtime() {
  return (await buildGenmodelBench()).javaVersion;
}

/**
 * `setup` of a contender with a JVM of its own, so that the just-in-time compiler sees one model and one way of scoring. The JVM
 * times its batches itself; `predict` hands these times out one by one.
 */
export function setupGenmodel(mode) {
  return async ({ name, mojo, rowsFile, batchRows, folder }) => {
    const { classPath } = await buildGenmodelBench();
    const java = await startJava(classPath, [mode, mojo, rowsFile, String(batchRows)]);
    let times = [];
    let cost = 0;
    return {
      async predict() {
        if (times.length === 0) {
          const answer = await java.ask(`run ${BURST_MS * 1e6}`);
          const [burst, ...batches] = answer.split(' ').map((nanos) => Number(nanos) / 1e6);
          times = batches.reverse();
          // Of very short batches only some are told; each then stands for its share of the burst.
          cost = burst / batches.length;
        }
        return { overriddenDuration: times.pop(), overriddenIterationCost: cost };
      },
      /** Times of an earlier round do not belong to the next one. */
      startRound() {
        times = [];
      },
      async answers() {
        const file = join(folder, `${name}-${batchRows}-${mode}.csv`);
        await java.ask(`answers ${file}`);
        const lines = (await readFile(file, 'utf8')).trim().split('\n');
        return lines.map((line) => line.split(',').map(Number));
      },
      dispose() {
        return java.close();
      },
    };
  };
}
