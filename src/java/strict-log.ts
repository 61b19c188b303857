// Java's StrictMath.log: the natural logarithm by the method of fdlibm, to the bit. (Math.log is another function in every
// JavaScript engine, and assembly/math.ts has that of Java's Math.log, which is not the strict one.)
import { doubleBits, fromDoubleBits } from './double-bits.js';

const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
/** Coefficients of (log(1 + f) - log(1 - f)) / f - 2 in s^2, s = f / (2 + f). */
const L1 = 6.66666666666673513e-1;
const L2 = 3.999999999940941908e-1;
const L3 = 2.857142874366239149e-1;
const L4 = 2.222219843214978396e-1;
const L5 = 1.818357216161805012e-1;
const L6 = 1.531383769920937332e-1;
const L7 = 1.479819860511658591e-1;

const ONE_HIGH = 0x3ff00000;
const MANTISSA_HIGH = 0xfffff;

/** log(x) for a positive, normal and finite x. Its error is less than 1 ulp. */
export function strictLog(x: number): number {
  // x = 2^k * (1 + f), 1 + f between sqrt(1/2) and sqrt(2).
  const [high, low] = doubleBits(x);
  const mantissa = high & MANTISSA_HIGH;
  const carry = (mantissa + 0x95f64) & 0x100000;
  const k = (high >> 20) - 1023 + (carry >> 20);
  const f = fromDoubleBits(mantissa | (carry ^ ONE_HIGH), low) - 1;

  if ((MANTISSA_HIGH & (2 + mantissa)) < 3) {
    // |f| < 2^-20
    if (f === 0) return k * LN2_HIGH + k * LN2_LOW;
    const rest = f * f * (0.5 - 0.33333333333333333 * f);
    return k === 0 ? f - rest : k * LN2_HIGH - (rest - k * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = w * (L2 + w * (L4 + w * L6));
  const even = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  const rest = even + odd;
  if (((mantissa - 0x6147a) | (0x6b851 - mantissa)) > 0) {
    const half = 0.5 * f * f;
    if (k === 0) return f - (half - s * (half + rest));
    return k * LN2_HIGH - (half - (s * (half + rest) + k * LN2_LOW) - f);
  }
  if (k === 0) return f - s * (f - rest);
  return k * LN2_HIGH - (s * (f - rest) - k * LN2_LOW - f);
}
