import { predsFrom, type Category } from './category.js';

/** Numbers in place of levels; the MOJO names them. */
export const targetEncoding: Category = {
  outputNames: () => [],
  reader: (model) => (row) => ({ transformations: predsFrom(model, 0, row) }),
};
