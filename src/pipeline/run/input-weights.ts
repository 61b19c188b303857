// Columns of weights of the input, which metrics read and no model.
import { MissingColumnError } from '../../errors.js';
import { cell } from '../../frame/column.js';
import { Frame } from '../../frame/frame.js';
import type { Model } from '../../model.js';
import type { RowsPart } from '../description/index.js';
import type { RunContext } from './run-context.js';
import { columnsOf, tableFrames } from './table-frames.js';

export interface InputWeights {
  /** The column that the description names for all. */
  readonly asked: string | undefined;
  /** Those columns that the input has, of all rows; images have none. */
  readonly rows: Frame | undefined;
}

/** Rows that are read at a time. */
const BLOCK_ROWS = 65_536;

/** Throws MissingColumnError for a column that the description names. Cost: a pass over a table that has such columns; memory: theirs. */
export async function inputWeights(
  input: RowsPart,
  members: readonly { readonly model: Model }[],
  context: RunContext,
): Promise<InputWeights> {
  if (!('table' in input)) return { asked: undefined, rows: undefined };
  const path = context.path(input.table);
  const { weights: asked } = input;
  const wanted = asked === undefined ? members.map(({ model }) => model.weightsColumn) : [asked];
  const named = [...new Set(wanted)].filter((name) => name !== undefined);
  const there = await columnsOf(path, named);
  const names = named.filter((name) => there.includes(name));
  if (asked !== undefined && names.length === 0) {
    throw new MissingColumnError(asked, 'input.weights names it as the weights', there);
  }
  return { asked, rows: names.length === 0 ? undefined : await readColumns(path, names) };
}

async function readColumns(path: string, names: readonly string[]): Promise<Frame> {
  const plan = { columns: names.map((name) => ({ name, kind: 'any' as const })) };
  const columns = names.map((name) => ({ kind: 'mixed' as const, name, cells: [] as unknown[] }));
  for await (const frame of tableFrames(path, plan, BLOCK_ROWS)) {
    for (const { name, cells } of columns) {
      const column = frame.find(name);
      for (let row = 0; row < frame.rowCount; row++) cells.push(column ? cell(column, row) : null);
    }
  }
  return new Frame(columns);
}
