// wasmojo on a chain of autoencoders: the hidden layers of several models side by side; `from` names the model whose hidden
// layer is a model's input.
import { loadMojo } from 'wasmojo';
import { frameSource, taken } from './frames.mjs';
import { inTurns } from './read-rows.mjs';

export async function open({ chain, rowsFile, backend, options, matrix }) {
  const models = new Map();
  for (const { name, mojo } of chain) models.set(name, await loadMojo(mojo, { backend }));
  const first = models.get(chain.find(({ from }) => from === undefined).name);
  const frames = await frameSource(first.columnPlan, rowsFile, matrix);

  const score = async (frame) => {
    const hidden = new Map();
    for (const { name, from } of chain) {
      const input = from === undefined ? frame : hidden.get(from);
      hidden.set(name, await models.get(name).deepFeatures(input, 1, options));
    }
    return chain.filter(({ answer }) => answer).map(({ name }) => taken(hidden.get(name), matrix));
  };
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
      const columns = (await score(frames.make(0, count))).flatMap((frame) => frame.columns);
      const values = new Float64Array(count * columns.length);
      columns.forEach((column, c) => {
        for (let row = 0; row < count; row++) values[row * columns.length + c] = column.values[row];
      });
      return { width: columns.length, values };
    },
  };
}
