import { pred, type Category } from './category.js';

/** The number of a cluster; -1 where none is nearest. */
export const clustering: Category = {
  outputNames: () => ['cluster'],
  reader: (model) => (row) => ({ cluster: pred(model, 0, row) }),
};
