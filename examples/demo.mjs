// `npm run demo`: scores real H2O models on real CSV files through the command line and shows the first predictions.
import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = fileURLToPath(new URL('.', import.meta.url));
const cli = fileURLToPath(new URL('../bin/wasmojo.js', import.meta.url));
const shown = (path) => relative(process.cwd(), path) || '.';
const table = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(','));

/** Rows of cells in columns of equal width. */
function print(rows) {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((row) => row[c].length)));
  for (const row of rows)
    console.log(`  ${row.map((cell, c) => cell.padEnd(widths[c])).join('  ')}`.trimEnd());
}

/** Rows of predictions whose label and numbers are H2O's, up to the last digit of exp. */
function equalRows(ours, theirs) {
  const same = (a, b) => a === b || Math.abs(a - b) <= 1e-14 * Math.abs(b);
  return ours.filter((row, r) => row.every((cell, c) => same(cell, theirs[r][c]))).length;
}

await mkdir(join(here, 'out'), { recursive: true });
for (const [name, columns] of [
  ['airlines', ['Origin', 'Dest', 'IsDepDelayed']],
  ['prostate', ['AGE', 'PSA', 'CAPSULE']],
]) {
  const mojo = join(here, name, 'model.zip');
  const input = join(here, name, `${name}.csv`);
  const output = join(here, 'out', `${name}-predictions.csv`);
  console.log(
    `$ wasmojo predict --mojo ${shown(mojo)} --input ${shown(input)} --output ${shown(output)}`,
  );
  await run(process.execPath, [
    cli,
    'predict',
    '--mojo',
    mojo,
    '--input',
    input,
    '--output',
    output,
  ]);

  const [rows, predictions, h2o] = (
    await Promise.all(
      [input, output, join(here, name, 'h2o-predictions.csv')].map((path) =>
        readFile(path, 'utf8'),
      ),
    )
  ).map(table);
  const at = columns.map((column) => rows[0].indexOf(column));
  console.log(
    `${predictions.length - 1} predictions are in ${shown(output)}. The first of them:\n`,
  );
  print(rows.slice(0, 6).map((row, r) => [...at.map((c) => row[c]), ...predictions[r]]));
  const equal = equalRows(predictions.slice(1), h2o.slice(1));
  console.log(
    `\n${equal} of ${h2o.length - 1} rows are equal to the predictions of H2O's own Java library.\n`,
  );
  if (equal !== h2o.length - 1) process.exitCode = 1;
}
