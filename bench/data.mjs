// The rows of a case, made from a seed, in the forms that contenders take them.
import { writeFile } from 'node:fs/promises';
import { Frame } from 'wasmojo';
import { below, randomSource } from './random.mjs';

/** Columns of a Frame for a model's column plan, without missing cells. */
export function makeColumns(plan, rowCount, drawNumber) {
  const random = randomSource(28);
  return plan.columns.map(({ name, kind, domain }) =>
    kind === 'number'
      ? { kind, name, values: Float64Array.from({ length: rowCount }, () => drawNumber(random)) }
      : {
          kind: 'categorical',
          name,
          domain,
          codes: Int32Array.from({ length: rowCount }, () => below(random, domain.length)),
        },
  );
}

/** One Frame per batch; their columns are copies, as if each had been read on its own. */
export function toFrames(columns, rowCount, batchRows) {
  const frames = [];
  for (let from = 0; from < rowCount; from += batchRows) {
    const cut = (column) =>
      column.kind === 'number'
        ? { ...column, values: column.values.slice(from, from + batchRows) }
        : { ...column, codes: column.codes.slice(from, from + batchRows) };
    frames.push(new Frame(columns.map(cut), batchRows));
  }
  return frames;
}

/** One object per row: numbers, and levels as text. */
export function toRowObjects(columns, rowCount) {
  return Array.from({ length: rowCount }, (_, row) =>
    Object.fromEntries(
      columns.map((column) => [
        column.name,
        column.kind === 'number' ? column.values[row] : column.domain[column.codes[row]],
      ]),
    ),
  );
}

/** CSV for the Java side: numbers in JavaScript's shortest form, which reads back exactly, and levels by their number. */
export async function writeRows(path, columns, rowCount) {
  const cells = columns.map((column) => (column.kind === 'number' ? column.values : column.codes));
  const lines = [columns.map(({ name }) => name).join(',')];
  for (let row = 0; row < rowCount; row++) lines.push(cells.map((cell) => cell[row]).join(','));
  await writeFile(path, `${lines.join('\n')}\n`);
}
