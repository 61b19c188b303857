// onnxruntime-node and onnxruntime-web on one thread. Tensors are made beforehand; the session's answer is a new one each time.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { inTurns, readRows } from './read-rows.mjs';

const peers = createRequire(new URL('../peers/package.json', import.meta.url));

export async function open({ library, onnx, rowsFile }) {
  const imported = await import(pathToFileURL(resolveEsm(library)));
  const ort = imported.default?.InferenceSession ? imported.default : imported;
  if (library === 'onnxruntime-web') ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(onnx, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionProviders: [library === 'onnxruntime-web' ? 'wasm' : 'cpu'],
  });
  const { names, count, cells } = await readRows(rowsFile);
  const width = names.length;
  const make = (from, to) => ({
    X: new ort.Tensor('float32', Float32Array.from(cells.subarray(from * width, to * width)), [
      to - from,
      width,
    ]),
  });
  const sources = new Map();
  return {
    batches(batchRows) {
      if (!sources.has(batchRows)) sources.set(batchRows, inTurns(batchRows, count, make));
      const next = sources.get(batchRows);
      return () => session.run(next());
    },
    async answers(wanted) {
      const { Y } = await session.run(make(0, wanted));
      return { width: Y.dims[1], values: Float64Array.from(Y.data) };
    },
  };
}

/** Node's own entry of the library; of onnxruntime-web the one for ES modules, which finds its .wasm by itself. */
function resolveEsm(library) {
  const found = peers.resolve(library);
  return found.replace(/ort\.node\.min\.js$/, 'ort.node.min.mjs');
}
