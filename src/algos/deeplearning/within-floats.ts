import type { SingleNetworkKernel, NetworkLayer } from '../../engine/kernels.js';
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
  return {
    run(from, rows, count, out, restored) {
      if (fast.run(from, rows, count, out, restored)) return;
      const { outputs } = layers[count - 1];
      const beyond = rowsNotFinite(out, rows, outputs);
      exact ??= loadExact();
      const right = new Float64Array(rows * outputs);
      exact.run(from, rows, count, right, restored);
      for (const row of beyond) {
        const [start, end] = [row * outputs, (row + 1) * outputs];
        out.set(right.subarray(start, end), start);
      }
    },
  };
}

function rowsNotFinite(cells: Float64Array, rows: number, width: number): number[] {
  const found: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (!cells.subarray(row * width, (row + 1) * width).every(Number.isFinite)) found.push(row);
  }
  return found;
}
