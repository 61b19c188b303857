// Results as text, in Markdown's way of writing tables.

/** `headers` and rows of cells; all columns but the first to the right. */
export function markdownTable(headers, rows) {
  const widths = headers.map((header, i) =>
    Math.max(header.length, 3, ...rows.map((row) => row[i].length)),
  );
  const line = (cells) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(headers), rule, ...rows.map(line)].join('\n');
}

/** Three significant digits and a unit. */
export function duration(milliseconds) {
  if (milliseconds >= 1000) return `${digits(milliseconds / 1000)} s`;
  if (milliseconds >= 1) return `${digits(milliseconds)} ms`;
  if (milliseconds >= 1e-3) return `${digits(milliseconds * 1e3)} us`;
  return `${digits(milliseconds * 1e6)} ns`;
}

/** Three significant digits, thousands separated. */
export function count(number) {
  return Number(number.toPrecision(3)).toLocaleString('en-US');
}

/** Two decimals, or two significant digits when it is small. */
export function factor(number) {
  return number >= 0.1 ? number.toFixed(2) : number.toPrecision(2);
}

function digits(number) {
  return number >= 100 ? number.toFixed(0) : number.toPrecision(3);
}
