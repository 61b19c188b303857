import { createJsKernels } from '../../engine/js/index.js';
import type { Kernels } from '../../engine/kernels.js';
import { RowBlock } from '../../engine/row-block.js';
import type { Scorer } from '../algorithm.js';
import type { DeepLearningData } from './read.js';
import { finisher, loadDeepLearning } from './score.js';

/** As loadDeepLearning, of one row at a time: all layers in one call where the kernels have it. */
export function loadDeepLearningRow(data: DeepLearningData, kernels: Kernels): Scorer {
  const restored = data.kind === 'autoencoder';
  const before = data.kind === 'classifier' ? 1 : 0;
  const network = kernels.rowNetwork?.({ units: data, layers: data.layers }, before);
  if (network === undefined) return loadDeepLearning(data, kernels, 1, 'exact');
  const input = new RowBlock(network.input);
  const preds = new RowBlock(network.output);
  const finish = finisher(data);
  const scored = { input, preds, rows: 1, kernels: createJsKernels() };
  return {
    input,
    preds,
    score() {
      network.run(restored);
      return finish(data, scored);
    },
  };
}
