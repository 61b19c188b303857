// Puts a run into docs/performance.md: the text between `<!-- bench:NAME:begin -->` and `<!-- bench:NAME:end -->` is written anew, the
// rest stays. Plots and data go to docs/performance/. What a run did not measure keeps its place in the page.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { EVERY_CASE } from '../cases.mjs';
import { barsTable } from './bars-table.mjs';
import { imagingText } from './imaging-text.mjs';
import { coldText, csvText, growthText, loadText, startText } from './parts-text.mjs';
import { largestBatch, plotsOf } from './plots.mjs';
import { readmeTable } from './readme-table.mjs';
import { count } from './table.mjs';
import { headerText, resultTable } from './text.mjs';

const PAGE = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
const README = fileURLToPath(new URL('../../README.md', import.meta.url));
const RESULTS = fileURLToPath(new URL('../../docs/performance/results.json', import.meta.url));
const FOLDER = fileURLToPath(new URL('../../docs/performance/', import.meta.url));

export async function publish(latest) {
  const run = await withEarlierParts(latest);
  const plots = plotsOf(run);
  await mkdir(FOLDER, { recursive: true });
  for (const [name, svg] of plots) await writeFile(`${FOLDER}${name}`, svg);
  await writeFile(RESULTS, `${JSON.stringify(rounded(run))}\n`);
  await rewrite(PAGE, blocksOf(run, plots));
  if (run.cases.length > 0) await rewrite(README, new Map([['readme', readmeText(run)]]));
}

/** Puts blocks into a page, formatted as `npm run format` has it. */
async function rewrite(path, blocks) {
  const page = withBlocks(await readFile(path, 'utf8'), blocks);
  const style = await prettier.resolveConfig(path);
  await writeFile(path, await prettier.format(page, { ...style, parser: 'markdown' }));
}

function readmeText(run) {
  const { machine, runtimes } = run;
  return `Thousand rows a second on one thread, and times the speed of h2o-genmodel's raw \`score0\` loop in the same run (${machine.cpu} with ${machine.cores} cores, Node ${machine.node.split(' ')[0]}, ${runtimes.map(shortRuntime).join(', ')}; trees of others are the same trees; answers were compared first):

${readmeTable(run)}

Single rows, other contenders, memory, start, growth, goals missed and reached, and what is unfair to whom: [docs/performance.md](docs/performance.md).`;
}

/** `OpenJDK 64-Bit Server VM (build 17.0.15+6, ...)` as `OpenJDK 17.0.15`. */
function shortRuntime(text) {
  return text.replace(/ 64-Bit.*build ([\d.]+).*/, ' $1');
}

/** What the run did not measure is that of the last one that did. */
async function withEarlierParts(run) {
  const text = await readFile(RESULTS, 'utf8').catch(() => '{"cases":[]}');
  const earlier = JSON.parse(text);
  const known = new Set(run.cases.map(({ name }) => name));
  const others = earlier.cases.filter(({ name }) => !known.has(name));
  const order = EVERY_CASE.map(({ name }) => name);
  const place = ({ name }) => order.indexOf(name);
  const cases = [...others, ...run.cases].sort((a, b) => place(a) - place(b));
  return { ...earlier, ...run, cases };
}

/** The page with each block's text between its markers. Throws when a block has no place. */
export function withBlocks(page, blocks) {
  let text = page;
  for (const [name, block] of blocks) {
    const [begin, end] = [`<!-- bench:${name}:begin -->`, `<!-- bench:${name}:end -->`];
    const from = text.indexOf(begin);
    const to = text.indexOf(end);
    if (from < 0 || to < from) throw new Error(`the page has no ${begin} and ${end}`);
    text = `${text.slice(0, from + begin.length)}\n\n${block}\n\n${text.slice(to)}`;
  }
  return text;
}

function blocksOf(run, plots) {
  const image = (file, text) => (plots.has(file) ? [`![${text}](performance/${file})`, ''] : []);
  const blocks = new Map();
  blocks.set('machine', machineText(run));
  if (run.cases.length > 0) {
    blocks.set('bars', barsTable(run));
    blocks.set('batches', image('batches.svg', 'Speed by rows of a call').join('\n'));
    blocks.set('cases', casesText(run, image));
  }
  if (run.cold) {
    blocks.set(
      'cold',
      [...image('cold.svg', 'Time to the first answer'), coldText(run.cold)].join('\n'),
    );
  }
  if (run.start) blocks.set('start', startText(run.start));
  if (run.csv) blocks.set('csv', csvText(run.csv));
  if (run.load) blocks.set('load', loadText(run.load));
  if (run.imaging) blocks.set('imaging', imagingText(run.imaging));
  if (run.growth) {
    const pictures = run.growth.flatMap(({ what }) =>
      image(`growth-${what}.svg`, `Time of a call by ${what}`),
    );
    blocks.set('growth', [...pictures, growthText(run.growth)].join('\n'));
  }
  return blocks;
}

function machineText(run) {
  const lines = headerText(run).split('\n');
  const all = [`Date: ${run.date.slice(0, 10)}`, ...lines, ...(run.notes ?? [])];
  return all.map((line) => `- ${line}`).join('\n');
}

/** Cases in their order: the plot of the largest batches, then a table per size of batch. */
function casesText(run, image) {
  const names = [...new Set(run.cases.map(({ name }) => name))];
  return names
    .flatMap((name) => {
      const ofName = run.cases.filter((one) => one.name === name);
      const { title, trees } = ofName[0];
      const size = trees ? ` (${count(2 * trees.leaves - trees.count)} nodes)` : '';
      const largest = largestBatch(run, name);
      const tables = ofName.flatMap(({ rows, baseline, results, largestDifference }) => [
        `${count(rows)} ${rows === 1 ? 'row' : 'rows'} a call; largest relative difference of those that calculate in float64: ${largestDifference.toPrecision(2)}.`,
        '',
        resultTable(
          [...results].sort((a, b) => a.medianMs - b.medianMs),
          baseline,
        ),
        '',
      ]);
      const picture = image(
        `speed-${name}.svg`,
        `${title}: rows a second, ${count(largest)} rows a call`,
      );
      return [`### ${title}${size}`, '', ...picture, ...tables];
    })
    .join('\n');
}

/** Numbers to four significant digits, which is more than they are worth. */
function rounded(value) {
  if (typeof value === 'number') {
    return Number.isInteger(value) ? value : Number(value.toPrecision(4));
  }
  if (Array.isArray(value)) return value.map(rounded);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rounded(each)]));
}
