// The contenders that score Frames through the public API; they differ in the back end only.
import { createRequire } from 'node:module';
import { loadMojo } from 'wasmojo';
import { toFrames } from './data.mjs';

export const { version } = createRequire(import.meta.url)('wasmojo/package.json');

/** `setup` of a contender that calls `model.predict(frame)`, a new answer each time. */
export function setupFrames(backend) {
  return async ({ mojo, columns, rowCount, batchRows }) => {
    const model = await loadMojo(mojo, { backend });
    const frames = toFrames(columns, rowCount, batchRows);
    let next = 0;
    return {
      async predict() {
        const frame = frames[next];
        next = (next + 1) % frames.length;
        return model.predict(frame);
      },
      async answers() {
        const answers = [];
        for (const frame of frames) answers.push(numbersOf(await model.predict(frame)));
        return answers.flat();
      },
      dispose() {
        model.dispose();
      },
    };
  };
}

/** Rows of an answer as lists of numbers; a label is its number. */
function numbersOf(answer) {
  const cells = answer.columns.map((column) =>
    column.kind === 'number' ? column.values : column.codes,
  );
  return Array.from({ length: answer.rowCount }, (_, row) => cells.map((cell) => cell[row]));
}
