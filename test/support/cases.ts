// The golden cases: models with the answers of real H2O, found by listing folders. `test/fixtures` is part of the repository;
// the whole corpus is used where it lies beside the checkout.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import type { Row } from '../../src/node.js';
import { CASE_FOLDERS } from '../../scripts/case-folders.mjs';
import { parsePlainCsv } from './plain-csv.js';

const FIXTURES = fileURLToPath(new URL('../fixtures/corpus/', import.meta.url));
const SHARED = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));

/** Where the cases are: the whole corpus, or the part of it that the repository holds. */
export const CORPUS = existsSync(SHARED) ? SHARED : FIXTURES;

/** Cases that the corpus lacks, with the answers of the same library. */
const EXTRA = fileURLToPath(new URL('../fixtures/corpus-extra/', import.meta.url));

export interface Case {
  readonly name: string;
  readonly folder: string;
  readonly mojo: string;
  readonly meta: { readonly expect: string; readonly category: string };
}

export const CASES: readonly Case[] = CASE_FOLDERS.flatMap((algo) => [
  ...casesIn(CORPUS, algo),
  ...casesIn(EXTRA, algo),
]);

function casesIn(corpus: string, algo: string): Case[] {
  const folder = join(corpus, algo);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name): Case => {
      const path = join(folder, name);
      const meta = JSON.parse(readFileSync(join(path, 'meta.json'), 'utf8')) as Case['meta'];
      return { name: `${algo}/${name}`, folder: path, mojo: join(path, 'model.zip'), meta };
    });
}

const CHOICE = new RegExp(process.env.WASMOJO_CASES ?? '');

/** All cases, or those that WASMOJO_CASES, a regular expression of their names, chooses for mutation checks. */
export const CHOSEN_CASES = CASES.filter(({ name }) => CHOICE.test(name));

/** What golden.properties says of how a case was answered. */
export interface GoldenOptions {
  /** Of rows.jsonl: the csv files keep the default of the tool. */
  readonly glrmIterNumber?: number;
  /** Seed of models that have none of their own. */
  readonly glrmSeed?: number;
}

/** The whole numbers of golden.properties. */
export function goldenOptions(golden: Case): GoldenOptions {
  const lines = (readText(golden, 'golden.properties') ?? '').matchAll(/^(glrm\w+)=(-?\d+)$/gm);
  return Object.fromEntries([...lines].map(([, key, value]) => [key, Number(value)]));
}

/** A text file of a case, also gzipped; undefined when there is none. */
export function readText({ folder }: Case, name: string): string | undefined {
  const path = join(folder, name);
  if (existsSync(path)) return readFileSync(path, 'utf8');
  if (existsSync(`${path}.gz`)) return gunzipSync(readFileSync(`${path}.gz`)).toString('utf8');
  return undefined;
}

/** One JSON value a line. */
export function readJsonLines<T>(golden: Case, name: string): T[] {
  const text = readText(golden, name) ?? '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

const NA = new Set(['', 'NA', 'N/A', '-']);

/** The rows of an input file as PredictCsv makes them: cells that mean NA are left out. */
export function inputRows(csv: string): Row[] {
  const [header = [], ...lines] = parsePlainCsv(csv);
  return lines.map((cells) =>
    Object.fromEntries(
      cells.flatMap((cell, i) => (i < header.length && !NA.has(cell) ? [[header[i], cell]] : [])),
    ),
  );
}
