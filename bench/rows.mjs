// The rows of a work, made from a seed, and the file that hands them to the workers of every language: a line of column names with
// commas between, then little-endian doubles row by row, levels by their number.
import { writeFile } from 'node:fs/promises';
import { below, randomSource } from './random.mjs';

/** A row-major table of a column plan's cells, none missing. `drawNumber(random)` draws a cell of a numeric column. */
export function drawRows(plan, count, drawNumber) {
  const random = randomSource(28);
  const { columns } = plan;
  const cells = new Float64Array(count * columns.length);
  for (let i = 0; i < cells.length; i++) {
    const { kind, domain } = columns[i % columns.length];
    cells[i] = kind === 'number' ? drawNumber(random) : below(random, domain.length);
  }
  return { names: columns.map(({ name }) => name), count, cells };
}

export async function writeRows(path, { names, cells }) {
  const header = Buffer.from(`${names.join(',')}\n`);
  await writeFile(path, [header, Buffer.from(cells.buffer, cells.byteOffset, cells.byteLength)]);
}

/** CSV as a user would have it, levels by their text. */
export function toCsv(plan, { count, cells }) {
  const { columns } = plan;
  const lines = [columns.map(({ name }) => name).join(',')];
  for (let row = 0; row < count; row++) {
    const from = row * columns.length;
    const text = ({ kind, domain }, c) =>
      kind === 'number' ? String(cells[from + c]) : domain[cells[from + c]];
    lines.push(columns.map(text).join(','));
  }
  return `${lines.join('\n')}\n`;
}
