// EasyPredictModelWrapper.predict on one thread, a RowData per row, which is made beforehand.
import { genmodel } from '../java/contender.mjs';

export default genmodel('h2o-genmodel EasyPredict', 'easy', {
  suits: ({ operation, kind, threads }) =>
    operation === 'predict' && kind !== 'network' && !threads,
});
