// The raw loop of h2o-genmodel on one thread: score0 over rows that are double[] already.
import { setupGenmodel } from '../java/contender.mjs';

export { release, runtime, unavailable, version } from '../java/contender.mjs';
export const name = 'h2o-genmodel score0';
export const baselineRank = 1;
export const setup = setupGenmodel('score0');
