// easyPredict row by row, on the back end that loadMojo picks by itself. The row objects are made beforehand.
import { loadMojo } from 'wasmojo';
import { toRowObjects } from '../data.mjs';

export { version } from '../wasmojo-frames.mjs';
export const name = 'wasmojo easyPredict';

export async function setup({ mojo, columns, rowCount, batchRows }) {
  const model = await loadMojo(mojo);
  const predictor = model.easyPredict();
  const rows = toRowObjects(columns, rowCount);
  let next = 0;
  return {
    predict() {
      let prediction;
      for (const end = next + batchRows; next < end; next++)
        prediction = predictor.predict(rows[next]);
      if (next === rowCount) next = 0;
      return prediction;
    },
    answers() {
      return rows.map((row) => numbersOf(predictor.predict(row)));
    },
    dispose() {
      model.dispose();
    },
  };
}

/** A prediction in the order of the columns of `predict`. */
function numbersOf(prediction) {
  if ('cluster' in prediction) return [prediction.cluster];
  if ('value' in prediction) return [prediction.value];
  return [prediction.labelIndex, ...prediction.classProbabilities];
}
