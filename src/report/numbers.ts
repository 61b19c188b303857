// Numbers for people: always in English, whatever the machine speaks.

/** A count: 10,000. */
export function count(value: number): string {
  return Number.isFinite(value) ? value.toLocaleString('en') : '–';
}

/** A share as per cent with so many digits behind the point; an en dash for NaN. */
export function percent(share: number, digits = 2): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(digits)} %` : '–';
}

/** Any number with five significant digits: 0.11931, 12,345. */
export function brief(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value > 0 ? '∞' : '−∞';
  if (Number.isInteger(value)) return count(value);
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e9) return value.toExponential(3);
  return value.toLocaleString('en', { maximumSignificantDigits: 5 });
}

/** A measurement with five significant digits, zeros at the end included, so that columns of them are aligned. */
export function measured(value: number): string {
  const isPlain = Number.isFinite(value) && Math.abs(value) >= 1e-4 && Math.abs(value) < 1e5;
  return isPlain ? value.toPrecision(5) : brief(value);
}

/** `part / whole`, NaN of nothing. */
export function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : NaN;
}
