// WebAssembly with SIMD, as in browsers; one thread.
import { onnxContender } from '../node/onnx-contender.mjs';

export default onnxContender('onnxruntime-web');
