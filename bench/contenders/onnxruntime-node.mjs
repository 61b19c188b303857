// Native, MLAS kernels with the processor's own vectors; one thread.
import { onnxContender } from '../node/onnx-contender.mjs';

export default onnxContender('onnxruntime-node');
