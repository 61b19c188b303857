// EasyPredictModelWrapper.predict on one thread, a RowData per row, which is made beforehand.
import { genmodel } from '../java/contender.mjs';

export default genmodel('h2o-genmodel EasyPredict', 'easy', {
  suits: ({ rowByRow }) => rowByRow === true,
});
