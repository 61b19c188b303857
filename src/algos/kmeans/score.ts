import type { Block, Kernels } from '../../engine/kernels.js';
import type { Scorer } from '../algorithm.js';
import type { KMeansData, Standardization } from './read.js';

/** KMeansMojoModel: the number of the nearest centre, -1 when every distance is NaN or infinite. */
export function loadKMeans(data: KMeansData, kernels: Kernels, capacity: number): Scorer {
  const input = kernels.block(data.width, capacity);
  const preds = kernels.block(1, capacity);
  const distances = kernels.block(data.centers.length, capacity);
  const { centers, categorical } = data;
  const kernel = kernels.distances({ centers, categorical });
  return {
    input,
    preds,
    distances,
    score(rows) {
      if (data.standardize) standardize(input, rows, data.standardize);
      kernel.run(input, rows, distances);
      nearest(distances.columns, rows, preds.columns[0]);
      return [];
    },
  };
}

/** GenModel.Kmeans_preprocessData: NA to mean or mode; numbers to (x - mean) * mult. */
function standardize(input: Block, rows: number, { means, mults, modes }: Standardization): void {
  const { columns } = input;
  for (let c = 0; c < columns.length; c++) {
    const column = columns[c];
    const mode = modes[c];
    const mean = means[c];
    const mult = mults[c];
    if (mode === -1) {
      for (let r = 0; r < rows; r++) {
        const x = column[r];
        column[r] = ((Number.isNaN(x) ? mean : x) - mean) * mult;
      }
    } else {
      for (let r = 0; r < rows; r++) if (Number.isNaN(column[r])) column[r] = mode;
    }
  }
}

/** GenModel.KMeans_closest. */
function nearest(distances: readonly Float64Array[], rows: number, cluster: Float64Array): void {
  for (let r = 0; r < rows; r++) {
    let least = Number.MAX_VALUE;
    let best = -1;
    for (let k = 0; k < distances.length; k++) {
      const distance = distances[k][r];
      if (distance < least) {
        least = distance;
        best = k;
      }
    }
    cluster[r] = best;
  }
}
