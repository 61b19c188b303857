import type { Algorithm } from '../algorithm.js';
import { autoInputs } from '../encoding/index.js';
import { readCalibrator } from '../tree/calibration.js';
import { addSplits } from '../tree/split-scores.js';
import { featureNames, xgboostContributions } from './contributions.js';
import { readXGBoost } from './read.js';
import { loadXGBoost } from './score.js';

/** XGBoost by its pure Java predictor: gbtree, dart and gblinear, in float (hex.genmodel.algos.xgboost). */
export const xgboost: Algorithm = {
  algo: 'xgboost',
  names: ['XGBoost'],
  mojoVersions: ['1.00', '1.10'],
  categories: ['Binomial', 'Multinomial', 'Regression'],
  answers: [
    'leaf-node-assignment',
    'calibrated',
    'contributions',
    'contribution-interactions',
    'feature-frequencies',
  ],
  read(archive, info) {
    const data = readXGBoost(archive, info);
    const { booster } = data;
    const trees = booster.kind === 'trees' ? booster : undefined;
    return {
      // Explicit encodings are not applied: XGBoostMojoModel leaves CategoricalEncoding.AUTO.
      inputs: { ...autoInputs(info), width: data.inputWidth },
      predsSize: data.predsSize,
      contributions: (multinomial, kernels) =>
        xgboostContributions(archive, info, data, multinomial, kernels),
      calibrate: readCalibrator(archive, info),
      ...(trees && {
        trees: {
          forest: trees.forest,
          described: trees.forest,
          hasPaths: true,
          hasNodeIds: true,
          longPaths: true,
          listing: trees.fileOrder,
        },
        splitScores: () => addSplits(featureNames(info), trees.forest, trees),
        // The leaves of a block are kept; with many trees they are more than the rows themselves.
        cellsPerRow: Math.max(2 * data.inputWidth, Math.ceil(trees.fileOrder.length / 16)),
      }),
      load: (kernels, capacity) => loadXGBoost(data, kernels, capacity),
    };
  },
};
