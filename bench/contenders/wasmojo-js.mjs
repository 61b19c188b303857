// model.predict of a Frame and its like, one thread.
import { wasmojoFrames } from '../node/contender.mjs';

export default wasmojoFrames('wasmojo js', 'js', {
  baselineRank: 2,
  suits: ({ rowByRow }) => rowByRow === true,
});
