import type { NetworkLayer, SingleNetworkKernel } from '../../engine/kernels.js';
import type { Network } from './exact-network.js';

/**
 * A network in single precision that scores a row exactly where its answer is not finite: either a number beyond the range of floats
 * was on its way, or the exact answer is not finite, too. The exact network is loaded when the first such row comes.
 */
export function withinFloats(
  fast: SingleNetworkKernel,
  loadExact: () => Network,
  layers: readonly NetworkLayer[],
): Network {
  let exact: Network | undefined;
  let floats = new Float32Array();
  return {
    run(from, rows, count, out, restored) {
      const { outputs } = layers[count - 1];
      const cells = rows * outputs;
      if (floats.length < cells) floats = new Float32Array(cells);
      const single = floats.subarray(0, cells);
      const finite = fast.run(from, rows, count, single, restored);
      out.set(single);
      if (finite) return;
      const beyond = rowsNotFinite(single, rows, outputs);
      exact ??= loadExact();
      const right = new Float64Array(cells);
      exact.run(from, rows, count, right, restored);
      for (const row of beyond) {
        const [start, end] = [row * outputs, (row + 1) * outputs];
        out.set(right.subarray(start, end), start);
      }
    },
    runSingle: (from, rows, count, out, restored) => fast.run(from, rows, count, out, restored),
  };
}

function rowsNotFinite(cells: Float32Array, rows: number, width: number): number[] {
  const found: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (!cells.subarray(row * width, (row + 1) * width).every(Number.isFinite)) found.push(row);
  }
  return found;
}
