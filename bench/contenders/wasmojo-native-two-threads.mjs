// As wasmojo native, with two threads.
import { wasmojoFrames } from '../node/contender.mjs';

export default wasmojoFrames('wasmojo native, 2 threads', 'native', {
  options: { threads: 2 },
  suits: ({ threads }) => threads === true,
});
