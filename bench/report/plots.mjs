// The plots of docs/performance.md, by file name; each is left out where nothing was measured for it.
import { barPlot, COLOURS, linePlot } from './svg.mjs';
import { count, duration } from './table.mjs';

const isOurs = (name) => name.startsWith('wasmojo');
/** Those that are drawn as lines, each in the same colour everywhere. */
const LINES = {
  'wasmojo native': COLOURS.blue,
  'wasmojo wasm-simd': COLOURS.green,
  'wasmojo easyPredict': COLOURS.sky,
  'h2o-genmodel score0': COLOURS.vermilion,
  'h2o-genmodel EasyPredict': COLOURS.orange,
  'onnxruntime-node': COLOURS.purple,
  'onnxruntime-web': COLOURS.violet,
  XGBoost: COLOURS.brown,
  YDF: COLOURS.grey,
};

export function plotsOf(run) {
  const plots = new Map();
  for (const one of run.cases) {
    if (one.rows === largestBatch(run, one.name))
      plots.set(`speed-${one.name}.svg`, speedPlot(one));
  }
  const batches = run.cases.filter(({ name }) => name === 'gbm');
  if (batches.length > 1) plots.set('batches.svg', batchPlot(batches));
  for (const curve of run.growth ?? []) plots.set(`growth-${curve.what}.svg`, growthPlot(curve));
  if (run.cold) plots.set('cold.svg', coldPlot(run.cold));
  return plots;
}

export function largestBatch(run, name) {
  return Math.max(...run.cases.filter((one) => one.name === name).map(({ rows }) => rows));
}

function speedPlot({ title, rows, results }) {
  const fastestFirst = [...results].sort((a, b) => b.rowsPerSecond - a.rowsPerSecond);
  const bars = fastestFirst.map(({ contender, rowsPerSecond }) => ({
    name: contender,
    value: rowsPerSecond,
    text: short(rowsPerSecond),
    ours: isOurs(contender),
  }));
  return barPlot(shortTitle(title), `Rows a second, ${count(rows)} rows a call`, bars);
}

function batchPlot(cases) {
  const measured = cases[0].results.map(({ contender }) => contender);
  const series = Object.entries(LINES)
    .filter(([name]) => measured.includes(name))
    .map(([name, colour]) => ({
      name,
      colour,
      ours: isOurs(name),
      points: cases
        .flatMap(({ rows, results }) => {
          const found = results.find(({ contender }) => contender === name);
          return found === undefined ? [] : [[rows, found.rowsPerSecond]];
        })
        .sort((a, b) => a[0] - b[0]),
    }));
  return linePlot('Speed by rows of a call: GBM, 100 trees of depth 6', {
    xLabel: 'rows of a call',
    yLabel: 'rows a second',
    series,
    formatX: short,
    formatY: short,
  });
}

function growthPlot({ what, series }) {
  return linePlot(`Time of a call by ${what}`, {
    xLabel: `${what} (fitted: time grows as ${what} to the power that the legend shows)`,
    yLabel: 'time of a call',
    series: series.map(({ contender, points, exponent }) => ({
      name: `${contender}: ${exponent.toFixed(2)}`,
      points,
      colour: LINES[contender],
      ours: isOurs(contender),
    })),
    formatX: short,
    formatY: (ms) => duration(ms).replace(/\.0+(?= )/, ''),
  });
}

function coldPlot({ title, results }) {
  const fastestFirst = [...results].sort((a, b) => a.medianMs - b.medianMs);
  const bars = fastestFirst.map(({ contender, medianMs }) => ({
    name: contender,
    value: medianMs,
    text: duration(medianMs),
    ours: isOurs(contender),
  }));
  return barPlot('From the start of a process to its first answer', shortTitle(title), bars);
}

function shortTitle(title) {
  return title.replace(/, \d+ numeric columns$/, '');
}

/** 1,230,000 as 1.23M, 1,024 as it is. */
function short(number) {
  if (number >= 1e6) return `${Number((number / 1e6).toPrecision(3))}M`;
  if (number >= 1e4 || number === 1000) return `${Number((number / 1e3).toPrecision(3))}k`;
  return String(Number(number.toPrecision(4)));
}
