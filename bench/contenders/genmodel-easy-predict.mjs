// EasyPredictModelWrapper.predict on one thread, a RowData per row, which is made beforehand.
import { setupGenmodel } from '../java/contender.mjs';

export { release, runtime, unavailable, version } from '../java/contender.mjs';
export const name = 'h2o-genmodel EasyPredict';
export const setup = setupGenmodel('easy');
