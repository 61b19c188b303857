import { toJavaInt } from '../../engine/java-int.js';
import type { LinearSpec } from '../../engine/kernels.js';

/** What a feature adds to the linear predictor, as GlmMojoModel.applyCoefficients sees it; NaN where there is no coefficient. */
export type ReasonCode = (x: number) => number;

/** The reason codes of a model's features, in their order. */
export function reasonCodes(linear: LinearSpec): ReasonCode[] {
  const { cats, nums, catOffsets, beta, useAllFactorLevels } = linear;
  // Without a coefficient for level 0 Java counts one too far: level l gets the code of level l + 2.
  const shift = useAllFactorLevels ? 0 : 1;
  const ofCategory = (c: number): ReasonCode => {
    const codes = beta.subarray(catOffsets[c], catOffsets[c + 1]);
    return (x) => codes[toJavaInt(x) + shift] ?? NaN;
  };
  const ofNumber = (i: number): ReasonCode => {
    const coefficient = beta[catOffsets[cats] + i];
    return (x) => coefficient * x;
  };
  return [
    ...Array.from({ length: cats }, (_, c) => ofCategory(c)),
    ...Array.from({ length: nums }, (_, i) => ofNumber(i)),
  ];
}
