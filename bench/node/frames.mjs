// wasmojo on Frames, through the public API; a new answer each time.
import { Frame, loadMojo } from 'wasmojo';
import { inTurns, readRows } from './read-rows.mjs';

/** What one call does, by operation. */
const OPERATIONS = {
  predict:
    (model, { options }) =>
    (frame) =>
      model.predict(frame, options),
  contributions:
    (model, { options }) =>
    (frame) =>
      model.predictContributions(frame, options),
  'deep-features':
    (model, { options }) =>
    (frame) =>
      model.deepFeatures(frame, 1, options),
};

export async function open({ mojo, rowsFile, operation, backend, options, matrix }) {
  const model = await loadMojo(mojo, { backend });
  const frames = await frameSource(model.columnPlan, rowsFile, matrix);
  const score = OPERATIONS[operation](model, { options });
  return scorerOf(frames, async (frame) => taken(await score(frame), matrix));
}

/** An answer as it is wanted: columns are made of rows only when they are asked for. */
export function taken(answer, matrix) {
  if (matrix ? answer.matrix === undefined : answer.columns.length !== answer.names.length)
    throw new Error('not the answer that was asked for');
  return answer;
}

const CELLS = { float32: Float32Array, float64: Float64Array };

/** The scorer of `score(frame)`, with batches kept by their size. */
export function scorerOf(frames, score) {
  const sources = new Map();
  return {
    batches(batchRows) {
      if (!sources.has(batchRows)) {
        sources.set(batchRows, inTurns(batchRows, frames.count, frames.make));
      }
      const next = sources.get(batchRows);
      return () => score(next());
    },
    async answers(count) {
      return numbersOf(await score(frames.make(0, count)));
    },
  };
}

/**
 * Makes Frames of rows `from` .. `to`; their columns are copies, as if each had been read on its own. `matrix`: 'float32' or 'float64', the
 * rows as one matrix instead.
 */
export async function frameSource(plan, rowsFile, matrix) {
  const { names, count, cells } = await readRows(rowsFile);
  if (matrix) {
    const some = (from, to) => cells.subarray(from * names.length, to * names.length);
    const make = (from, to) => Frame.fromMatrix(CELLS[matrix].from(some(from, to)), names);
    return { make, count };
  }
  const make = (from, to) =>
    new Frame(
      plan.columns.map(({ name, kind, domain }) => {
        const at = names.indexOf(name);
        const cell = (_, row) => cells[(from + row) * names.length + at];
        return kind === 'number'
          ? { kind, name, values: Float64Array.from({ length: to - from }, cell) }
          : {
              kind: 'categorical',
              name,
              domain,
              codes: Int32Array.from({ length: to - from }, cell),
            };
      }),
      to - from,
    );
  return { make, count };
}

/** An answer row by row; a label is its number. */
function numbersOf({ columns, rowCount }) {
  const width = columns.length;
  const values = new Float64Array(rowCount * width);
  columns.forEach((column, c) => {
    const cells = column.kind === 'number' ? column.values : column.codes;
    for (let row = 0; row < rowCount; row++) values[row * width + c] = cells[row];
  });
  return { width, values };
}
