import * as wasmojo from './wasmojo/wasmojo.js';

/** Scores the rows of a case many times over, on one thread and on several: whether the answers are the same, and on how many. */
export async function runThreads({ folder, threads, backend }) {
  const url = (name) => new URL(`${folder}/${name}`, import.meta.url);
  const model = await wasmojo.loadMojo(url('model.zip'), { backend });
  const once = await wasmojo.readCsv(await (await fetch(url('input.csv'))).blob(), { model });
  const frames = Array.from({ length: 40 }, () => once);
  const one = await answersOf(model, frames, 1);
  let same = true;
  // Workers take part as soon as they have the model. Where there are none the first round tells all that there is to tell.
  for (let round = 0; round < 200; round++) {
    same &&= (await answersOf(model, frames, threads)) === one;
    if (model.threads === threads || !globalThis.crossOriginIsolated) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  same &&= (await answersOf(model, frames, threads)) === one;
  const result = { isolated: globalThis.crossOriginIsolated, threads: model.threads, same };
  model.dispose();
  return result;
}

async function answersOf(model, frames, threads) {
  const texts = [];
  const options = { threads };
  const kind = { kind: 'prediction' };
  for await (const { frame } of model.answerStream(frames, kind, undefined, options)) {
    texts.push(...frame.columns.map(({ values, codes }) => (values ?? codes).join()));
  }
  return texts.join('\n');
}
