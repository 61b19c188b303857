// Trees compiled to machine code by LLVM; compiling is not counted.
import { pythonForest } from '../python/contender.mjs';

export default pythonForest('lleaves', {
  module: 'lleaves',
  peer: 'lleaves_peer',
  packages: 'lleaves llvmlite==0.43',
  maxNodes: 60_000,
});
