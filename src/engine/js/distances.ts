// Squared distances to cluster centres, as GenModel.KMeans_distance.
import type { DistanceKernel, DistanceSpec } from '../kernels.js';

/** The centres of `spec`; its arrays are used as they are and must not change. */
export function createDistances(spec: DistanceSpec): DistanceKernel {
  return {
    run: (input, rows, out) => {
      const { centers, categorical } = spec;
      for (let k = 0; k < centers.length; k++) {
        const distances = out.columns[k];
        for (let row = 0; row < rows; row++) {
          distances[row] = distance(centers[k], categorical, input.columns, row);
        }
      }
    },
  };
}

function distance(
  center: Float64Array,
  categorical: Uint8Array,
  columns: readonly Float64Array[],
  row: number,
): number {
  const width = center.length;
  let sum = 0;
  let used = width;
  for (let c = 0; c < width; c++) {
    const x = columns[c][row];
    if (Number.isNaN(x)) {
      used--;
    } else if (categorical[c] !== 0) {
      if (x !== center[c]) sum += 1;
    } else {
      const delta = x - center[c];
      sum += delta * delta;
    }
  }
  return used > 0 && used < width ? sum * (width / used) : sum;
}
