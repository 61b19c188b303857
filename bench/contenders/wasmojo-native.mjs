// model.predict of a Frame and its like, one thread, with the addon: npm run build:native.
import { wasmojoFrames } from '../node/contender.mjs';

export default wasmojoFrames('wasmojo native', 'native', { suits: () => true });
