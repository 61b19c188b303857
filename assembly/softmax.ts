// The three softmax functions of genmodel (what they differ in: src/engine/js/softmax.ts).
import { expOfTwo } from './exp-of-two';
import { exp } from './math';

/** GenModel.GBM_rescale over `count` columns of doubles, `strideBytes` apart. */
export function softmaxColumns(cells: usize, strideBytes: u32, count: u32, rows: u32): void {
  const width = count * strideBytes;
  for (let row: u32 = 0; row < rows; row++) {
    const start = cells + row * sizeof<f64>();
    const end = start + width;
    let highest = -Infinity;
    for (let at = start; at < end; at += strideBytes) highest = max<f64>(highest, load<f64>(at));
    const sum = exponentiate(start, end, strideBytes, highest);
    for (let at = start; at < end; at += strideBytes) store<f64>(at, load<f64>(at) / sum);
  }
}

/** GlmMultinomialMojoModel.glmScore0 over `count` columns of doubles, `strideBytes` apart. */
export function softmaxColumnsGlm(cells: usize, strideBytes: u32, count: u32, rows: u32): void {
  const width = count * strideBytes;
  for (let row: u32 = 0; row < rows; row++) {
    const start = cells + row * sizeof<f64>();
    const end = start + width;
    let highest = 0.0;
    for (let at = start; at < end; at += strideBytes) {
      if (load<f64>(at) > highest) highest = load<f64>(at);
    }
    const factor = 1.0 / exponentiate(start, end, strideBytes, highest);
    for (let at = start; at < end; at += strideBytes) store<f64>(at, load<f64>(at) * factor);
  }
}

/** ActivationUtils.SoftmaxOut over rows of `width` doubles. */
export function softmaxRows(cells: usize, width: u32, rows: u32): void {
  const rowBytes = width * sizeof<f64>();
  for (let row: u32 = 0; row < rows; row++) {
    const start = cells + row * rowBytes;
    const end = start + rowBytes;
    let highest = load<f64>(start);
    for (let at = start; at < end; at += sizeof<f64>()) {
      if (highest < load<f64>(at)) highest = load<f64>(at);
    }
    const sum = exponentiate(start, end, sizeof<f64>(), highest);
    for (let at = start; at < end; at += sizeof<f64>()) store<f64>(at, load<f64>(at) / sum);
  }
}

/** Each cell becomes exp(cell - highest); the result is their sum. */
function exponentiate(start: usize, end: usize, stride: usize, highest: f64): f64 {
  let sum = 0.0;
  let at = start;
  if (ASC_FEATURE_SIMD && stride == sizeof<f64>()) {
    for (; at + 16 <= end; at += 16) {
      const e = expOfTwo(f64x2.sub(v128.load(at), f64x2.splat(highest)));
      v128.store(at, e);
      sum += f64x2.extract_lane(e, 0);
      sum += f64x2.extract_lane(e, 1);
    }
  }
  for (; at < end; at += stride) {
    const e = exp(load<f64>(at) - highest);
    store<f64>(at, e);
    sum += e;
  }
  return sum;
}
