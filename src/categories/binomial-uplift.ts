import { predsFrom, type Category } from './category.js';

/** Uplift, then the probabilities of class 1 with and without treatment (GenModel.getOutputNames). */
export const binomialUplift: Category = {
  outputNames: () => ['uplift_predict', 'p_y1_with_treatment', 'p_y1_without_treatment'],
  reader: (model) => (row) => ({ predictions: predsFrom(model, 0, row) }),
};
