// Coefficients of the recursive blurs of CImg 3, for a line of pixels: how each output follows from the input and the outputs beside it.
import { exp } from '../../assembly/math.js';

/**
 * Deriche's (R. Deriche, Fast algorithms for low-level vision, 1990), an exponential that resembles a Gaussian: the sum of a recursion
 * from the first pixel on and one from the last pixel back.
 */
export interface DericheFilter {
  readonly kind: 'deriche';
  /** Of the pixel and the one before, forward. */
  readonly a0: number;
  readonly a1: number;
  /** Of the two pixels behind, backward. */
  readonly a2: number;
  readonly a3: number;
  /** Of the two outputs before, subtracted, in both directions. */
  readonly b1: number;
  readonly b2: number;
  /** What each direction makes of a long stretch of ones. */
  readonly forwardGain: number;
  readonly backwardGain: number;
}

/**
 * Van Vliet's and Young's (I. T. Young, L. J. van Vliet, M. van Ginkel, Recursive Gabor filtering, IEEE Trans. Signal Processing 50, 2002), a
 * Gaussian by a recursion there and one back, which starts as if the line went on (B. Triggs, M. Sdika, ibid. 54, 2006).
 */
export interface VanVlietFilter {
  readonly kind: 'van-vliet';
  /** Of the three outputs before, nearest first. */
  readonly a1: number;
  readonly a2: number;
  readonly a3: number;
  /** What one direction lacks: 1 - a1 - a2 - a3, but for rounding. */
  readonly gain: number;
  /** From the last three outputs to the first three of the way back, row by row. */
  readonly ends: Readonly<Float64Array>;
}

export type BlurFilter = DericheFilter | VanVlietFilter;

const f = Math.fround;
/** Below, CImg does not blur. */
const LEAST_SIGMA = f(0.1);
/** Below, the van Vliet filter is none. */
const LEAST_VAN_VLIET = 0.5;

/** `sigma` >= 0 becomes float32, as in CImg; undefined where it is too small to do anything. */
export function blurFilter(sigma: number, gaussian: boolean): BlurFilter | undefined {
  const width = f(sigma);
  if (width < LEAST_SIGMA) return undefined;
  return gaussian && width >= LEAST_VAN_VLIET ? vanVliet(width) : deriche(width);
}

function deriche(sigma: number): DericheFilter {
  const alpha = f(1.695) / sigma;
  const decay = exp(-alpha);
  const decay2 = exp(-2 * alpha);
  const b1 = -2 * decay;
  const k = ((1 - decay) * (1 - decay)) / (1 + 2 * alpha * decay - decay2);
  const [a0, a1] = [k, k * (alpha - 1) * decay];
  const [a2, a3] = [k * (alpha + 1) * decay, -k * decay2];
  const rest = 1 + b1 + decay2;
  return {
    kind: 'deriche',
    a0,
    a1,
    a2,
    a3,
    b1,
    b2: decay2,
    forwardGain: (a0 + a1) / rest,
    backwardGain: (a2 + a3) / rest,
  };
}

// The paper's constants, from which the poles follow.
const M0 = 1.1668;
const M1 = 1.10783;
const M2 = 1.40586;

function vanVliet(sigma: number): VanVlietFilter {
  const q =
    sigma < 3.556
      ? -0.2568 + 0.5784 * sigma + 0.0561 * sigma * sigma
      : 2.5091 + 0.9804 * (sigma - 3.556);
  const q2 = q * q;
  const size = M1 * M1 + M2 * M2;
  const scale = (M0 + q) * (M1 * M1 + M2 * M2 + 2 * M1 * q + q2);
  const a1 = (q * (2 * M0 * M1 + M1 * M1 + M2 * M2 + (2 * M0 + 4 * M1) * q + 3 * q2)) / scale;
  const a2 = -((q2 * (M0 + 2 * M1 + 3 * q)) / scale);
  const a3 = (q2 * q) / scale;
  return {
    kind: 'van-vliet',
    a1,
    a2,
    a3,
    gain: (M0 * size) / scale,
    ends: endsOf(a1, a2, a3),
  };
}

/** Triggs' and Sdika's matrix. */
function endsOf(a1: number, a2: number, a3: number): Float64Array {
  const scale = 1 / ((1 + a1 - a2 + a3) * (1 - a1 - a2 - a3) * (1 + a2 + (a1 - a3) * a3));
  return Float64Array.of(
    scale * (-a3 * a1 + 1 - a3 * a3 - a2),
    scale * (a3 + a1) * (a2 + a3 * a1),
    scale * a3 * (a1 + a3 * a2),
    scale * (a1 + a3 * a2),
    -scale * (a2 - 1) * (a2 + a3 * a1),
    -scale * a3 * (a3 * a1 + a3 * a3 + a2 - 1),
    scale * (a3 * a1 + a2 + a1 * a1 - a2 * a2),
    scale * (a1 * a2 + a3 * a2 * a2 - a1 * a3 * a3 - a3 * a3 * a3 - a3 * a2 + a3),
    scale * a3 * (a1 + a3 * a2),
  );
}
