// wasmojo's easyPredict, row by row, on the back end that loadMojo picks by itself. Row objects are made beforehand.
import { loadMojo } from 'wasmojo';
import { inTurns, readRows } from './read-rows.mjs';

export async function open({ mojo, rowsFile }) {
  const model = await loadMojo(mojo);
  const { columns } = model.columnPlan;
  const { names, count, cells } = await readRows(rowsFile);
  const predictor = model.easyPredict();
  const rowObject = (row) =>
    Object.fromEntries(
      columns.map(({ name, kind, domain }) => {
        const cell = cells[row * names.length + names.indexOf(name)];
        return [name, kind === 'number' ? cell : domain[cell]];
      }),
    );
  const make = (from, to) => Array.from({ length: to - from }, (_, i) => rowObject(from + i));
  const sources = new Map();
  return {
    batches(batchRows) {
      if (!sources.has(batchRows)) sources.set(batchRows, inTurns(batchRows, count, make));
      const next = sources.get(batchRows);
      return () => {
        let last;
        for (const row of next()) last = predictor.predict(row);
        return last;
      };
    },
    answers(wanted) {
      const rows = make(0, wanted).map((row) => numbersOf(predictor.predict(row)));
      return { width: rows[0].length, values: Float64Array.from(rows.flat()) };
    },
  };
}

/** A prediction in the order of the columns of `predict`. */
function numbersOf(prediction) {
  if ('cluster' in prediction) return [prediction.cluster];
  if ('value' in prediction) return [prediction.value];
  return [prediction.labelIndex, ...prediction.classProbabilities];
}
