// Tables of the parts that are no cases.
import { count, duration, factor, markdownTable } from './table.mjs';

const yesNo = (same) => (same ? 'the same bytes' : 'not compared, or not the same bytes');

export function startText(results) {
  return results
    .map(({ title, rows, sameBytes, results: times }) =>
      [
        `${title}; a file of ${rows} rows; outputs: ${yesNo(sameBytes)}.`,
        '',
        markdownTable(
          ['command', 'median'],
          times.map(({ command, medianMs }) => [command, duration(medianMs)]),
        ),
      ].join('\n'),
    )
    .join('\n\n');
}

export function csvText({ title, rows, inputBytes, sameBytes, results }) {
  return [
    `${title}; ${count(rows)} rows, ${(inputBytes / 1e6).toFixed(0)} MB; outputs: ${yesNo(sameBytes)}.`,
    '',
    markdownTable(
      ['command', 'CPU time', 'of it to start', 'the rest', 'clock'],
      results.map(({ command, cpuMs, startCpuMs, wallMs }) => [
        ...[command, duration(cpuMs), duration(startCpuMs)],
        ...[duration(cpuMs - startCpuMs), duration(wallMs)],
      ]),
    ),
  ].join('\n');
}

export function loadText(models) {
  return models
    .map(({ title, nodes, zipBytes, results }) =>
      [
        `${title}: ${count(nodes)} nodes, a zip of ${(zipBytes / 1e6).toFixed(1)} MB.`,
        '',
        markdownTable(
          ['loader', 'first in a process', 'warm', 'bytes held per node'],
          results.map(({ loader, firstMs, warmMs, bytesPerNode }) => [
            ...[loader, duration(firstMs), duration(warmMs)],
            bytesPerNode === undefined ? '-' : factor(bytesPerNode),
          ]),
        ),
      ].join('\n'),
    )
    .join('\n\n');
}

export function coldText({ title, results }) {
  const sorted = [...results].sort((a, b) => a.medianMs - b.medianMs);
  return [
    `${title}; 1 row.`,
    '',
    markdownTable(
      ['contender', 'first answer', 'MiB'],
      sorted.map(({ contender, medianMs, memoryMiB }) => [
        ...[contender, duration(medianMs)],
        memoryMiB === undefined ? '-' : memoryMiB.toFixed(0),
      ]),
    ),
  ].join('\n');
}

export function growthText(curves) {
  return curves
    .map(({ what, series }) => {
      const xs = [...new Set(series.flatMap(({ points }) => points.map(([x]) => x)))];
      return markdownTable(
        [`time of a call by ${what}`, ...xs.map(String), 'exponent'],
        series.map(({ contender, points, exponent }) => [
          contender,
          ...xs.map((x) => {
            const found = points.find(([at]) => at === x);
            return found === undefined ? '-' : duration(found[1]);
          }),
          exponent.toFixed(2),
        ]),
      );
    })
    .join('\n\n');
}
