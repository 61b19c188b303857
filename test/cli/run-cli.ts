// Runs the built command line as a process of its own.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';

const BIN = fileURLToPath(new URL('../../bin/wasmojo.js', import.meta.url));

export interface CliResult {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly seconds: number;
}

export interface CliOptions {
  /** Bytes for stdin. */
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  /** Where the process leaves its peak of memory, in bytes. */
  readonly peakFile?: string;
}

export function startCli(
  args: readonly string[],
  { cwd, peakFile }: CliOptions = {},
): ChildProcessWithoutNullStreams {
  const env = { ...process.env, ...(peakFile !== undefined && peakOptions(peakFile)) };
  return spawn(process.execPath, [BIN, ...args], { cwd, env });
}

export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = startCli(args, options);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    // A process that ends without reading all of its input is not at fault.
    child.stdin.on('error', () => undefined);
    child.on('error', reject);
    child.on('close', (status, signal) => {
      const seconds = (performance.now() - started) / 1000;
      const texts = { stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() };
      resolve({ status, signal, ...texts, seconds });
    });
    child.stdin.end(options.input);
  });
}

/** Peak of memory that a process run with `peakFile` left, in bytes. */
export function readPeak(peakFile: string): number {
  return Number(readFileSync(peakFile, 'utf8'));
}

function peakOptions(peakFile: string): NodeJS.ProcessEnv {
  const source =
    "import{writeFileSync}from'node:fs';process.on('exit',()=>{" +
    'writeFileSync(process.env.PEAK_FILE,String(process.resourceUsage().maxRSS*1024))})';
  const preload = `data:text/javascript,${encodeURIComponent(source)}`;
  return { NODE_OPTIONS: `--import ${preload}`, PEAK_FILE: peakFile };
}

/** A folder of its own for the tests of a file. */
export function temporaryFolder(): { readonly path: string; at(name: string): string } {
  const folder = {
    path: '',
    at: (name: string) => join(folder.path, name),
  };
  beforeAll(async () => {
    folder.path = await mkdtemp(join(tmpdir(), 'wasmojo-cli-'));
  });
  afterAll(() => rm(folder.path, { recursive: true }));
  return folder;
}

/** Lines of a text, without the end of the last one. */
export function linesOf(text: string | Uint8Array): string[] {
  const all = Buffer.from(text as string).toString();
  return all === '' ? [] : all.replace(/\n$/, '').split('\n');
}
