// model.predict of a Frame and its like, one thread.
import { wasmojoFrames } from '../node/contender.mjs';

export default wasmojoFrames('wasmojo js', 'js', {
  baselineRank: 2,
  // The readable definition; where it would take minutes it shows nothing new.
  suits: ({ kind, operation, threads }) =>
    !threads && kind !== 'network' && operation !== 'contributions',
});
