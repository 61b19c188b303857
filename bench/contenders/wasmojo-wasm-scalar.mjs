// model.predict of a Frame and its like, one thread.
import { wasmojoFrames } from '../node/contender.mjs';

export default wasmojoFrames('wasmojo wasm-scalar', 'wasm-scalar', {
  suits: ({ rowByRow }) => rowByRow === true,
});
