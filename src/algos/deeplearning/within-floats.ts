import type { Block, Kernels, NetworkLayer, SingleNetworkKernel } from '../../engine/kernels.js';
import type { Network } from './exact-network.js';

/**
 * A network in single precision that scores a row exactly where its answer is not finite: either a number beyond the range of floats
 * was on its way, or the exact answer is not finite, too. The exact network is loaded when the first such row comes.
 */
export function withinFloats(
  fast: SingleNetworkKernel,
  loadExact: () => Network,
  layers: readonly NetworkLayer[],
  kernels: Kernels,
  capacity: number,
): Network {
  const marks = new Float64Array(capacity);
  let exact: { readonly network: Network; readonly out: Block } | undefined;
  return {
    run(input, rows, count, out, first) {
      if (fast.run(input, rows, count, out, first)) return;
      const { outputs } = layers[count - 1];
      const beyond = rowsNotFinite(out, rows, first, outputs, marks);
      const widest = Math.max(...layers.map((layer) => layer.outputs));
      exact ??= { network: loadExact(), out: kernels.block(widest, capacity) };
      exact.network.run(input, rows, count, exact.out, 0);
      for (let unit = 0; unit < outputs; unit++) {
        const from = exact.out.columns[unit];
        const to = out.columns[first + unit];
        for (const row of beyond) to[row] = from[row];
      }
    },
  };
}

/** `marks` is scratch: 0 for rows of finite numbers, else NaN. */
function rowsNotFinite(
  { columns }: Block,
  rows: number,
  first: number,
  width: number,
  marks: Float64Array,
): number[] {
  marks.fill(0, 0, rows);
  for (let c = first; c < first + width; c++) {
    const column = columns[c];
    for (let r = 0; r < rows; r++) marks[r] += column[r] * 0;
  }
  const found: number[] = [];
  for (let r = 0; r < rows; r++) if (marks[r] !== 0) found.push(r);
  return found;
}
