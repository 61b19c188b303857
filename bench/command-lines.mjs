// The command lines that score a CSV: wasmojo's and PredictCsv's.
import { fileURLToPath } from 'node:url';
import { buildGenmodelBench } from './java/tools.mjs';

const CLI = fileURLToPath(new URL('../bin/wasmojo.js', import.meta.url));
const CPU_AT_EXIT = new URL('node/cpu-at-exit.mjs', import.meta.url).href;

/** `wasmojo predict`; `cpuFile` takes the CPU time of the process, in nanoseconds. */
export function wasmojoPredict({ mojo, input, output, backend, cpuFile }) {
  const counting = cpuFile === undefined ? [] : ['--import', CPU_AT_EXIT];
  const flags = ['--mojo', mojo, '--input', input, '--output', output, '--backend', backend];
  return {
    file: process.execPath,
    args: [...counting, CLI, 'predict', ...flags],
    env: { BENCH_CPU_FILE: cpuFile },
  };
}

/** PredictCsv; undefined where Java is absent. */
export async function predictCsv({ mojo, input, output, cpuFile }) {
  const built = await buildGenmodelBench().catch(() => undefined);
  if (built === undefined) return undefined;
  const program =
    cpuFile === undefined ? ['hex.genmodel.tools.PredictCsv'] : ['CountedPredictCsv', cpuFile];
  const flags = ['--mojo', mojo, '--input', input, '--output', output, '--decimal'];
  return { file: 'java', args: ['-cp', built.classPath, ...program, ...flags] };
}
