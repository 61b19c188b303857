// easyPredict row by row, on the back end that loadMojo picks by itself.
import { nodeCommand, version } from '../node/contender.mjs';

const name = 'wasmojo easyPredict';

export default {
  name,
  suits: ({ rowByRow }) => rowByRow === true,
  available: () => Promise.resolve({ version }),
  command: (work) => nodeCommand('easy-predict', name, work, {}),
};
