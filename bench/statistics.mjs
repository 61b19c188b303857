/** The value below which a share `q` of the sorted numbers lies, linear between neighbours. */
export function quantile(sorted, q) {
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

/** A sorted copy. */
export function sorted(numbers) {
  return Float64Array.from(numbers).sort();
}

export function median(numbers) {
  return quantile(sorted(numbers), 0.5);
}
