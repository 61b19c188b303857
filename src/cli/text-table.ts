/** Rows in columns of equal width, two blanks apart, a rule under the header; numbers to the right. */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, c) =>
    Math.max(name.length, ...rows.map((row) => row[c]?.length ?? 0)),
  );
  const numeric = header.map((_, c) =>
    rows.every((row) => /^-?[\d.]*(e[+-]?\d+)?$|^NaN$/i.test(row[c] ?? '')),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((text, c) => (numeric[c] ? text.padStart(widths[c]) : text.padEnd(widths[c])))
      .join('  ')
      .trimEnd();
  return [
    line(header),
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...rows.map(line),
  ].join('\n');
}
