/** For JSON.stringify: JSON has no NaN and no infinities; they are texts, as Java prints them and H2O writes them. */
export function numbersAsText(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
