import { exp, log } from '../../../assembly/math.js';

/** What becomes of the sums (biz.k11i.xgboost.learner.ObjFunction). */
export type Transform = 'identity' | 'logistic' | 'exp' | 'softmax';

/** The objectives that the Java predictor knows, but multi:softmax, which gives no probabilities. */
const TRANSFORMS: ReadonlyMap<string, Transform> = new Map([
  ['binary:logistic', 'logistic'],
  ['binary:logitraw', 'identity'],
  ['count:poisson', 'exp'],
  ['multi:softprob', 'softmax'],
  ['rank:ndcg', 'identity'],
  ['rank:pairwise', 'identity'],
  ['reg:gamma', 'exp'],
  ['reg:linear', 'identity'],
  ['reg:logistic', 'logistic'],
  ['reg:squarederror', 'identity'],
  ['reg:tweedie', 'exp'],
]);

export const OBJECTIVES: readonly string[] = [...TRANSFORMS.keys()];

export function transformOf(objective: string): Transform | undefined {
  return TRANSFORMS.get(objective);
}

const { fround } = Math;

/** ObjFunction.probToMargin: a base score in units of the prediction to one of the sums. */
export function toMargin(transform: Transform, score: number): number {
  switch (transform) {
    case 'logistic':
      return fround(-log(fround(fround(1 / score) - 1)));
    case 'exp':
      return fround(log(score));
    default:
      return score;
  }
}

/** ObjFunction.predTransform over the first `rows` rows, in place; one array per group. */
export function applyTransform(
  transform: Transform,
  sums: readonly Float32Array[],
  rows: number,
): void {
  switch (transform) {
    case 'identity':
      return;
    case 'logistic':
      for (const sum of sums) {
        for (let r = 0; r < rows; r++) sum[r] = 1 / fround(1 + fround(exp(-sum[r])));
      }
      return;
    case 'exp':
      for (const sum of sums) for (let r = 0; r < rows; r++) sum[r] = exp(sum[r]);
      return;
    case 'softmax':
      for (let r = 0; r < rows; r++) softmax(sums, r);
  }
}

/** Exponentials in float, their total in double, the shares in float. */
function softmax(sums: readonly Float32Array[], row: number): void {
  let max = sums[0][row];
  for (const sum of sums) max = Math.max(max, sum[row]);
  let total = 0;
  for (const sum of sums) {
    sum[row] = exp(fround(sum[row] - max));
    total += sum[row];
  }
  total = fround(total);
  for (const sum of sums) sum[row] = sum[row] / total;
}
