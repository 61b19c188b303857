// How the time of a call grows with rows, trees, depth, columns and threads, with the exponent of a fitted power law.
import { join } from 'node:path';
import { CASES } from '../cases.mjs';
import { writeGrowthMojo } from '../growth-mojo.mjs';
import { wasmojoFrames } from '../node/contender.mjs';
import { normal } from '../random.mjs';
import { runCase } from '../run-case.mjs';

const TIMING = { rounds: 3, time: 60, warmup: 500 };
const ROWS = 10_000;
const USUAL = { trees: 100, depth: 6, columns: 28 };
const GROWING = {
  trees: [10, 30, 100, 300, 1000],
  depth: [2, 4, 6, 8, 10, 12],
  columns: [4, 16, 64, 256, 1024],
};
const ROW_COUNTS = [1, 10, 100, 1000, 10_000, 100_000];
const THREADS = [1, 2, 4];
const ENTRANTS = ['h2o-genmodel score0', 'wasmojo wasm-simd', 'wasmojo native'];

/** Curves { what, unit, series: [{ contender, points: [[x, ms]], exponent }] }. */
export async function measureGrowth(present, folder, tell) {
  const entrants = present.filter(({ name }) => ENTRANTS.includes(name));
  const single = entrants.map((entrant) => ({ ...entrant, suits: () => true }));
  const gbm = CASES.find(({ name }) => name === 'gbm');
  const curves = [];

  const byRows = await runCase(gbm, ROW_COUNTS, single, TIMING, folder, tell);
  curves.push(
    curve(
      'rows',
      byRows.results.map(({ rows, results }) => [rows, results]),
    ),
  );

  for (const [what, sizes] of Object.entries(GROWING)) {
    const measured = [];
    for (const size of sizes) {
      tell(`growth: ${what} ${size}`);
      const mojo = join(folder, `growth-${what}-${size}.zip`);
      await writeGrowthMojo(mojo, { ...USUAL, [what]: size });
      const wanted = growthCase(`growth-${what}-${size}`, mojo);
      const { results } = await runCase(wanted, [ROWS], single, TIMING, folder, tell);
      measured.push([size, results[0].results]);
    }
    curves.push(curve(what, measured));
  }

  const measured = [];
  for (const threads of THREADS) {
    const workers = await threadContenders(threads, entrants);
    const wanted = { ...gbm, name: `threads-${threads}` };
    const { results } = await runCase(wanted, [1_000_000], workers, TIMING, folder, tell);
    measured.push([threads, results[0]?.results ?? []]);
  }
  curves.push(curve('threads', measured));
  return curves;
}

function growthCase(name, mojo) {
  const number = (random) => Math.fround(normal(random));
  return {
    name,
    title: name,
    mojo,
    operation: 'predict',
    kind: 'forest',
    number,
    tolerance: 1e-12,
  };
}

/** The same back ends with so many threads, under their names. */
async function threadContenders(threads, entrants) {
  return entrants
    .filter(({ name }) => name.startsWith('wasmojo'))
    .map(({ name }) =>
      wasmojoFrames(name, name.split(' ')[1], { options: { threads }, suits: () => true }),
    );
}

function curve(what, measured) {
  const names = ENTRANTS.filter((name) =>
    measured.some(([, results]) => results.some(({ contender }) => contender === name)),
  );
  return {
    what,
    series: names.map((contender) => {
      const points = measured.flatMap(([x, results]) => {
        const found = results.find((one) => one.contender === contender);
        return found === undefined ? [] : [[x, found.medianMs]];
      });
      return { contender, points, exponent: fittedExponent(points) };
    }),
  };
}

/** The slope of the straight line through the logarithms, least squares. */
export function fittedExponent(points) {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = (at) => logs.reduce((sum, pair) => sum + pair[at], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const over = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  const under = logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  return over / under;
}
