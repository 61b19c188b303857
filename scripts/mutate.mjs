// `npm run mutate -- src/algos/glm`: makes mistakes in the sources, one at a time, and counts those that a test notices. Takes folders
// and files; without any, everything that is checked. What follows a further `--` goes to Stryker. Results are kept in
// build/mutation/, so that the next run tries only what changed; the last lines are rows of the table in docs/testing.md.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dirname } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { CHECKED, scopeOf } from './mutation-scope.mjs';
import { root, run } from './run.mjs';

const top = fileURLToPath(root);
const RESULTS = 'build/mutation';

/** All source files at and below a folder, or the file itself. */
function filesBelow(path) {
  if (path.endsWith('.ts')) return [path];
  const entries = readdirSync(join(top, path), { withFileTypes: true });
  return entries.flatMap((entry) => {
    if (entry.isDirectory()) return filesBelow(`${path}/${entry.name}`);
    return entry.name.endsWith('.ts') ? [`${path}/${entry.name}`] : [];
  });
}

/** The files that are asked for, by folder and by what they are held to: each such group is a run of Stryker. */
function runsOf(paths) {
  const asked = (paths.length > 0 ? paths : CHECKED).map((path) => path.replace(/\/+$/, ''));
  const outside = asked.find(
    (path) => !CHECKED.some((folder) => `${path}/`.startsWith(`${folder}/`)),
  );
  if (outside !== undefined) throw new Error(`${outside} is not below ${CHECKED.join(', ')}`);
  const runs = new Map();
  for (const file of asked.flatMap(filesBelow)) {
    const group = { folder: dirname(file), ...scopeOf(file) };
    const key = JSON.stringify(group);
    runs.set(key, { ...group, files: [...(runs.get(key)?.files ?? []), file] });
  }
  return [...runs.values()];
}

const resultsOf = (folder) => `${RESULTS}/${folder.slice('src/'.length).replaceAll('/', '-')}.json`;

async function mutate({ folder, files, cases, tests }, options) {
  await run(
    [
      ...['node_modules/@stryker-mutator/core/bin/stryker.js', 'run', '--mutate', files.join(',')],
      ...['--incrementalFile', resultsOf(folder), ...options],
    ],
    {
      WASMOJO_TESTS: tests.join(' '),
      WASMOJO_CASES: cases,
      // The others are held to this one, to the bit, in test/engine.
      WASMOJO_BACKENDS: 'js',
    },
  );
}

/** A row of the table: mutants that a test could notice, those noticed, and their share. */
function rowOf(folder) {
  const { files } = JSON.parse(readFileSync(join(top, resultsOf(folder)), 'utf8'));
  const mutants = Object.values(files).flatMap((file) => file.mutants);
  const count = (...of) => mutants.filter(({ status }) => of.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  const all = noticed + count('Survived', 'NoCoverage');
  const share = all === 0 ? '' : `${Math.floor((100 * noticed) / all)} %`;
  return `| \`${folder}\` | ${all} | ${noticed} | ${share} |`;
}

const args = process.argv.slice(2);
const end = args.includes('--') ? args.indexOf('--') : args.length;
const runs = runsOf(args.slice(0, end));
mkdirSync(join(top, RESULTS), { recursive: true });
for (const group of runs) await mutate(group, args.slice(end + 1));
for (const folder of new Set(runs.map((group) => group.folder))) console.log(rowOf(folder));
