import { pred, type Category } from './category.js';

/** One number. */
export const regression: Category = {
  outputNames: () => ['predict'],
  reader: (model) => (row) => ({ value: pred(model, 0, row) }),
};
