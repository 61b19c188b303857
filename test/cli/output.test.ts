// Where answers go: what stands at the output's place already.
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
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
  const command = `cat "${pipe}" & "${process.execPath}" "${ROOT}bin/wasmojo.js" predict --mojo "${MOJO}" --quiet --input "${ROWS}" --output "${pipe}"; wait`;
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
