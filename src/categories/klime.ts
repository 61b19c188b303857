import { pred, predsFrom, type Category } from './category.js';

/**
 * Value, cluster, a reason code per feature. genmodel has no names for these columns; they are those of predictions made
 * within H2O (KLimeModel.makeScoringNames).
 */
export const klime: Category = {
  outputNames: ({ columns, nFeatures }) => [
    'predict_klime',
    'cluster_klime',
    ...columns.slice(0, nFeatures).map((name) => `rc_${name}`),
  ],
  reader: (model) => (row) => ({
    value: pred(model, 0, row),
    cluster: pred(model, 1, row),
    reasonCodes: predsFrom(model, 2, row),
  }),
};
