// The short table of the README: the largest batches of each case.
import { largestBatch } from './plots.mjs';
import { count, factor, markdownTable } from './table.mjs';

const COLUMNS = [
  ['score0 (Java)', 'h2o-genmodel score0'],
  ['onnxruntime-node', 'onnxruntime-node'],
  ['XGBoost', 'XGBoost'],
  ['WASM SIMD', 'wasmojo wasm-simd'],
  ['native addon', 'wasmojo native'],
];
const NOT_SHOWN = new Set(['threads', 'mnist', 'ae200-features']);

/** Thousand rows a second, and in brackets the ratio to score0. */
export function readmeTable(run) {
  const names = [...new Set(run.cases.map(({ name }) => name))];
  const rows = names
    .filter((name) => !NOT_SHOWN.has(name))
    .map((name) => {
      const largest = largestBatch(run, name);
      const one = run.cases.find((each) => each.name === name && each.rows === largest);
      return [one.title, ...COLUMNS.map(([, contender]) => cell(one.results, contender))];
    });
  return markdownTable(['model', ...COLUMNS.map(([title]) => title)], rows);
}

function cell(results, wanted) {
  const found = results.find(({ contender }) => contender === wanted);
  if (found === undefined) return '-';
  const speed = count(found.rowsPerSecond / 1000);
  return wanted === COLUMNS[0][1] ? speed : `${speed} (${factor(found.ratio)}x)`;
}
