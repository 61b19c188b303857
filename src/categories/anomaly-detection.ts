import { pred, type Category } from './category.js';

/** [Flag,] score, mean length (AnomalyDetectionPrediction): the flag is there when the model was trained to set one. */
export const anomalyDetection: Category = {
  outputNames: (_, { predsSize }) =>
    predsSize === 3 ? ['predict', 'score', 'mean_length'] : ['predict', 'mean_length'],
  reader: (model) => {
    if (model.data.predsSize !== 3) {
      return (row) => ({ score: pred(model, 1, row), normalizedScore: pred(model, 0, row) });
    }
    return (row) => ({
      isAnomaly: pred(model, 0, row) === 1,
      score: pred(model, 2, row),
      normalizedScore: pred(model, 1, row),
    });
  },
};
