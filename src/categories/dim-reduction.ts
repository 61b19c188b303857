import { predsFrom, type Category } from './category.js';

/** A few numbers in place of the columns; the algorithm names them. */
export const dimReduction: Category = {
  outputNames: () => [],
  reader: (model) => (row) => ({ dimensions: predsFrom(model, 0, row) }),
};
