/**
 * A number with so many digits behind the point, as Java's String.format("%.2f") writes it: the shortest decimal that reads as the
 * number, rounded half up, where toFixed rounds the binary value.
 */
export function fixed(value: number, digits: number): string {
  const match = /^(-?\d+)\.(\d+)$/.exec(String(value));
  if (!match || match[2].length <= digits) return value.toFixed(digits);
  const kept = BigInt(match[1] + match[2].slice(0, digits));
  const away = match[1].startsWith('-') ? -1n : 1n;
  const rounded = match[2][digits] >= '5' ? kept + away : kept;
  const sign = match[1].startsWith('-') ? '-' : '';
  const text = String(rounded)
    .replace('-', '')
    .padStart(digits + 1, '0');
  const point = text.length - digits;
  return sign + (digits === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`);
}
