/**
 * Rows in columns of equal width, two blanks apart, a rule under the header; numbers to the right.
 * Line ends and other control characters of a cell become blanks.
 */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, c) =>
    rows.reduce((widest, row) => Math.max(widest, row[c]?.length ?? 0), name.length),
  );
  const numeric = header.map((_, c) =>
    rows.every((row) => /^-?[\d.]*(e[+-]?\d+)?$|^NaN$/i.test(row[c] ?? '')),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((text, c) => (numeric[c] ? text.padStart(widths[c]) : text.padEnd(widths[c])))
      .join('  ')
      .replace(/\p{Cc}/gu, ' ')
      .trimEnd();
  return [
    line(header),
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...rows.map(line),
  ].join('\n');
}
