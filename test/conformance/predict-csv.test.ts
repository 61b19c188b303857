// The CSV that `wasmojo predict` writes against the CSV that PredictCsv wrote, on every back end, with the flags of each variant.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  ConversionCounter,
  CsvWriter,
  loadMojo,
  readCsvBlocks,
  WasmojoError,
  type AnswerKind,
  type BackendName,
} from '../../src/node.js';
import { BACKENDS } from '../support/backends.js';
import { CASES, goldenOptions, readText, type Case } from '../support/cases.js';
import { parsePlainCsv } from '../support/plain-csv.js';
import { isClose, toleranceOf, type JavaNumber } from './compare.js';

interface Variant {
  readonly file: string;
  readonly kind: AnswerKind;
  readonly hex?: boolean;
  readonly strictNumbers?: boolean;
  readonly iterations?: number;
}

const VARIANTS: readonly Variant[] = [
  { file: 'predictcsv.csv', kind: { kind: 'prediction' } },
  { file: 'predictcsv_leaf.csv', kind: { kind: 'leaf-node-assignment', type: 'Path' } },
  { file: 'predictcsv_calibrated.csv', kind: { kind: 'calibrated' } },
  { file: 'predictcsv_contributions.csv', kind: { kind: 'contributions' } },
  { file: 'predictcsv_reconstruct.csv', kind: { kind: 'glrm-reconstruct' } },
  { file: 'predictcsv_iter30.csv', kind: { kind: 'prediction' }, iterations: 30 },
  { file: 'predictcsv_hex.csv', kind: { kind: 'prediction' }, hex: true },
  { file: 'predictcsv_strictnum.csv', kind: { kind: 'prediction' }, strictNumbers: true },
];

/** What `wasmojo predict` writes for a case, and the error that ended it. */
async function run(
  golden: Case,
  variant: Variant,
  backend: BackendName,
): Promise<{ text: string; error: WasmojoError | undefined }> {
  const model = await loadMojo(readFileSync(golden.mojo), { backend });
  const writer = new CsvWriter({ hex: variant.hex });
  const parts: Uint8Array[] = [];
  let error: WasmojoError | undefined;
  const input = Buffer.from(readText(golden, 'input.csv')!);
  const frames = readCsvBlocks([input], { plan: model.columnPlan });
  try {
    const columns = await model.answerColumns(variant.kind);
    parts.push(writer.header(columns.map(({ name }) => name)));
    const options = {
      convertInvalidNumbersToNa: !variant.strictNumbers,
      glrmIterNumber: variant.iterations,
      glrmSeed: goldenOptions(golden).glrmSeed,
    };
    let firstRow = 0;
    for await (const { frame, failures } of model.answerStream(
      frames,
      variant.kind,
      new ConversionCounter(),
      options,
    )) {
      const failure = failures[0];
      parts.push(writer.rows(frame, 0, failure?.row ?? frame.rowCount));
      if (failure) throw failure.error(firstRow + failure.row);
      firstRow += frame.rowCount;
    }
  } catch (thrown) {
    if (!(thrown instanceof WasmojoError)) throw thrown;
    error = thrown;
  } finally {
    model.dispose();
  }
  return { text: Buffer.concat(parts).toString('utf8'), error };
}

/** PredictCsv does not quote: labels with commas are put back together by the number of columns. */
function javaCells(line: string, width: number, headerCells: readonly string[]): string[] {
  const cells = line.split(',');
  if (cells.length <= width) return cells;
  if (line === headerCells.join(',')) return [...headerCells];
  const numbers = width - 1;
  return [cells.slice(0, cells.length - numbers).join(','), ...cells.slice(cells.length - numbers)];
}

function javaNumber(text: string): JavaNumber | undefined {
  if (text === 'NaN' || text === 'Infinity' || text === '-Infinity') return text;
  const hex = /^(-?)0x([01])\.([0-9a-f]+)p(-?\d+)$/.exec(text);
  if (hex) {
    const [, sign, lead, fraction = '', exponent] = hex;
    const size =
      (Number(lead) + parseInt(fraction, 16) / 16 ** fraction.length) * 2 ** Number(exponent);
    return sign === '-' ? -size : size;
  }
  return /^-?\d+\.\d+(E-?\d+)?$/.test(text) ? Number(text) : undefined;
}

function compare(golden: Case, actual: string, expected: string, complete: boolean): void {
  const rows = parsePlainCsv(actual);
  const header = rows[0];
  const lines = expected.split('\n').filter((line, i, all) => i < all.length - 1 || line !== '');
  expect(rows.length, 'rows').toBe(lines.length);
  expect(complete || lines.length >= 1).toBe(true);
  const tolerance = toleranceOf(golden);
  lines.forEach((line, r) => {
    const row = rows[r];
    const wanted = javaCells(line, header.length, header);
    expect(row.length, `row ${r}: cells`).toBe(wanted.length);
    wanted.forEach((text, c) => {
      const cell = row[c];
      if (cell === text) return;
      const [a, b] = [javaNumber(cell), javaNumber(text)];
      const close = typeof a === 'number' && b !== undefined && isClose(a, b, tolerance);
      if (!close) expect.fail(`row ${r}, column ${header[c]}: expected ${text}, got ${cell}`);
    });
  });
}

describe.each(BACKENDS)('predict writes what PredictCsv writes, on %s:', (backend) => {
  for (const golden of CASES.filter(({ meta }) => meta.expect === 'answers')) {
    for (const variant of VARIANTS) {
      const expected = readText(golden, variant.file);
      if (expected === undefined) continue;
      it(`${golden.name} ${variant.file}`, async () => {
        const command = readText(golden, 'predictcsv.cmd')!;
        const { text, error } = await run(golden, variant, backend);
        const javaError = errorOfJava(command, variant.file);
        if (javaError.includes('Unknown model category')) {
          // The tool writes the header and knows no more; the rows are those of rows.test.ts.
          expect(error, error?.message).toBe(undefined);
          compare(golden, text.slice(0, text.indexOf('\n') + 1), expected, false);
          return;
        }
        const failedInJava = javaError.includes('error:');
        // Java writes the header before it notices that a model has no paths; wasmojo refuses to begin.
        if (failedInJava && error?.code === 'MODEL_CATEGORY') {
          expect(expected.trim().split('\n').length).toBe(1);
          return;
        }
        expect(error === undefined, error?.message).toBe(!failedInJava);
        compare(golden, text, expected, !failedInJava);
      });
    }
  }
});

/** Why the Java tool stopped early, if it did, as predictcsv.cmd tells. */
function errorOfJava(command: string, file: string): string {
  const lines = command.split('\n');
  const at = lines.findIndex(
    (line) => line.includes(`--output ${file} `) || line.endsWith(`--output ${file}`),
  );
  return lines[at + 1] ?? '';
}
