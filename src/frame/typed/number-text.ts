import { javaDouble, javaFloat } from '../../java/double-text.js';

/** A number as a level: whole numbers without a point, as H2O's asfactor names them; others as Java prints them. */
export function levelText(value: number, single: boolean): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  return single ? javaFloat(value) : javaDouble(value);
}

/** The decimal number unscaled / 10^scale, exactly. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return (unscaled * 10n ** BigInt(-scale)).toString();
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Time in units of 1 / perSecond since 1970 to milliseconds, parts of one cut off towards the past. */
export function toMilliseconds(time: bigint, perSecond: number): number {
  if (perSecond <= 1000) return Number(time) * (1000 / perSecond);
  const divisor = BigInt(perSecond / 1000);
  const quotient = time / divisor;
  return Number(time < 0n && quotient * divisor !== time ? quotient - 1n : quotient);
}

/** A number of 16 bits (IEEE 754 binary16). */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
