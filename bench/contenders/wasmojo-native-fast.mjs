// Networks with `precision: 'fast'`: float32.
import { wasmojoFrames } from '../node/contender.mjs';

export default wasmojoFrames('wasmojo native, fast', 'native', {
  options: { precision: 'fast' },
  close: true,
  suits: ({ kind, threads }) => kind === 'network' && !threads,
});
