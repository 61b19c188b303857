import { pred, type Category } from './category.js';

/** The linear predictor, centred on the stratum's mean; NaN where an input is missing. */
export const coxph: Category = {
  outputNames: () => ['lp'],
  reader: (model) => (row) => ({ value: pred(model, 0, row) }),
};
