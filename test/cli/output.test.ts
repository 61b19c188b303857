// Where answers go: what stands at the output's place already.
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MOJO = join(ROOT, 'examples/airlines/model.zip');
const ROWS = join(ROOT, 'examples/airlines/airlines.csv');
const EXPECTED = readFileSync(join(ROOT, 'examples/airlines/h2o-predictions.csv'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'wasmojo-output-'));
afterAll(() => rmSync(folder, { recursive: true }));

const predict = (input: string, output: string) =>
  spawnSync(
    process.execPath,
    [
      join(ROOT, 'bin/wasmojo.js'),
      'predict',
      '--mojo',
      MOJO,
      '--quiet',
      '--input',
      input,
      '--output',
      output,
    ],
    { encoding: 'utf8' },
  );

it('a link stays a link, and its target keeps its mode', () => {
  const target = join(folder, 'target.csv');
  const link = join(folder, 'link.csv');
  writeFileSync(target, 'old');
  chmodSync(target, 0o600);
  symlinkSync(target, link);
  expect(predict(ROWS, link).status).toBe(0);
  expect(readFileSync(target, 'utf8')).toBe(EXPECTED);
  expect(statSync(target).mode & 0o777).toBe(0o600);
});

it('a pipe is written, not replaced', () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const command = `timeout 30 cat "${pipe}" & "${process.execPath}" "${ROOT}bin/wasmojo.js" predict --mojo "${MOJO}" --quiet --input "${ROWS}" --output "${pipe}"; wait`;
  expect(execFileSync('bash', ['-c', command], { encoding: 'utf8' })).toBe(EXPECTED);
  expect(statSync(pipe).isFIFO()).toBe(true);
});

it('a file that is read is not written over', () => {
  const rows = join(folder, 'rows.csv');
  const text = readFileSync(ROWS);
  writeFileSync(rows, text);
  const { status, stderr } = predict(rows, rows);
  expect(status).toBe(2);
  expect(stderr).toContain('is read in this run');
  expect(readFileSync(rows)).toEqual(text);
});

it('the sound JSON lines before a broken one are answered on stdout', () => {
  const rows = join(folder, 'rows.jsonl');
  writeFileSync(rows, '{"Origin":"SFO"}\n[1]\n');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'bin/wasmojo.js'),
      'predict',
      '--mojo',
      MOJO,
      '--quiet',
      '--input',
      rows,
      '--format',
      'jsonl',
    ],
    { encoding: 'utf8' },
  );
  expect(status).toBe(1);
  expect(stdout).toMatch(/^\{"row":0,.*\}\n$/);
  expect(stderr).toContain('row 1: expected a JSON object');
});

it('what a killed run has left is removed by the next one, what others are writing stays', () => {
  const place = mkdtempSync(join(folder, 'partial-'));
  const output = join(place, 'out.csv');
  const host = hostname()
    .replace(/[^A-Za-z0-9.-]/g, '_')
    .slice(0, 40);
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  const kept = [
    `out.csv.partial-${host}-${process.pid}`, // a process that runs
    `out.csv.partial-elsewhere.example-${dead}`, // a machine that cannot be asked
    `other.csv.partial-${host}-${dead}`, // another output
    `out.csv.partial-${host}-notes`,
  ];
  const removed = `out.csv.partial-${host}-${dead}`;
  for (const name of [...kept, removed]) writeFileSync(join(place, name), 'x');
  expect(predict(ROWS, output).status).toBe(0);
  expect(readdirSync(place).sort()).toEqual(['out.csv', ...kept].sort());
});

const onLinux = it.skipIf(process.platform !== 'linux');
const shell = (script: string) =>
  spawnSync('bash', ['-c', `${script}; exit $?`], {
    encoding: 'utf8',
    env: { ...process.env, NODE: process.execPath, BIN: join(ROOT, 'bin/wasmojo.js'), MOJO, ROWS },
  });

onLinux('answers that are thrown away on purpose are no error', () => {
  const run = '"$NODE" "$BIN" predict --mojo "$MOJO" --input "$ROWS" --quiet';
  expect(shell(`${run} > /dev/null`)).toMatchObject({ status: 0, stderr: '' });
  expect(shell(`${run} --output /dev/null`)).toMatchObject({ status: 0, stderr: '' });
  const args = [join(ROOT, 'bin/wasmojo.js'), 'inspect', '--mojo', MOJO];
  expect(spawnSync(process.execPath, args, { stdio: 'ignore' }).status).toBe(0);
});

onLinux('a full disk is named', () => {
  const full = predict(ROWS, '/dev/full');
  expect(full.stderr).toMatch(/^wasmojo: "\/dev\/full": no space is left on the disk.*\n$/);
  expect(full.status).toBe(1);
  const { status, stderr } = shell(
    '"$NODE" "$BIN" predict --mojo "$MOJO" --input "$ROWS" --quiet > /dev/full',
  );
  expect(stderr).toMatch(/^wasmojo: "stdout": no space is left on the disk.*\n$/);
  expect(status).toBe(1);
});
