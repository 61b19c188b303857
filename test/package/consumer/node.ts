// Compiled, not run: the types of both entries as a strict project sees them.
import {
  Frame,
  loadMojo,
  readCsv,
  UnknownCategoricalLevelError,
  type BinomialModelPrediction,
  type Model,
} from 'wasmojo';
import * as web from 'wasmojo/web';

export async function probabilities(path: string): Promise<number[]> {
  const model: Model = await loadMojo(path, { backend: 'wasm', limits: { maxEntries: 1000 } });
  try {
    const frame: Frame = await readCsv('rows.csv', { model });
    const answer = await model.predict(frame, { signal: AbortSignal.timeout(1000) });
    const column = answer.column('p1');
    return column.kind === 'number' ? Array.from(column.values) : [];
  } finally {
    model.dispose();
  }
}

export function label(model: Model): string {
  const easy = model.easyPredict({ convertUnknownCategoricalLevelsToNa: false });
  try {
    return (easy.predict({ Origin: 'SFO', Distance: 100 }) as BinomialModelPrediction).label;
  } catch (error) {
    if (error instanceof UnknownCategoricalLevelError) return error.level;
    throw error;
  }
}

export async function inBrowser(file: Blob): Promise<unknown> {
  const model: Model = await web.loadMojo(file);
  // @ts-expect-error: a browser has no paths
  await web.readCsv('rows.csv', { model });
  // @ts-expect-error: no such back end
  return model.predict(Frame.fromRows([]), { backend: 'gpu' });
}
