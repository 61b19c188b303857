// The parts of the printed report.
import { count, duration, factor, markdownTable } from './table.mjs';

/** Machine and versions, a line each. */
export function headerText({ machine, runtimes, contenders, options }) {
  return [
    `CPU: ${machine.cpu}, ${machine.cores} cores; ${machine.memoryGiB} GiB; load before the run: ${machine.load.toFixed(1)}`,
    `OS: ${machine.os}`,
    `Node: ${machine.node}; Java: ${runtimes.join(', ') || 'not used'}`,
    `Versions: ${versions(contenders)}`,
    `Each contender: ${options.warmup} ms of warm-up, then ${options.rounds} rounds of ${options.time} ms in turns`,
  ].join('\n');
}

/** One per library: those of wasmojo and of h2o-genmodel are one each. */
function versions(contenders) {
  const library = (name) => /^(wasmojo|h2o-genmodel)/.exec(name)?.[0] ?? name;
  const all = contenders.map(({ name, version }) => `${library(name)} ${version}`);
  return [...new Set(all)].join(', ');
}

/** The table of a case at a size of batch, fastest first. */
export function resultText({ title, rows, largestDifference, baseline, results }) {
  const byMedian = [...results].sort((a, b) => a.medianMs - b.medianMs);
  return [
    `## ${title}; ${count(rows)} ${rows === 1 ? 'row' : 'rows'} a call`,
    results.length > 1
      ? `Answers agree; largest relative difference ${largestDifference.toPrecision(2)}.`
      : 'One contender: no answers to compare.',
    '',
    resultTable(byMedian, baseline),
  ].join('\n');
}

/** A row per contender. Calls of one row were timed by hundreds, and each by itself, which is `alone` and p99. */
export function resultTable(results, baseline) {
  const single = results.some(({ aloneMs }) => aloneMs !== undefined);
  const times = single ? ['median', 'alone', 'p99', 'hundreds'] : ['median', 'p99', 'calls'];
  return markdownTable(
    ['contender', ...times, 'rows/s', `ratio to ${baseline}`, 'rounds', 'MiB'],
    results.map((result) => [
      result.contender,
      duration(result.medianMs),
      ...(single ? [duration(result.aloneMs)] : []),
      duration(result.p99Ms),
      String(result.samples),
      count(result.rowsPerSecond),
      factor(result.ratio),
      `${factor(result.ratioMin)} - ${factor(result.ratioMax)}`,
      result.memoryMiB === undefined ? '-' : String(result.memoryMiB),
    ]),
  );
}
