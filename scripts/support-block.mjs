// The table of algorithms as Markdown, and its place in the README. Used by support-table.mjs and by the test that compares.

const BEGIN = '<!-- support:begin -->';
const END = '<!-- support:end -->';
/** Every back end has all kernels, so each scores every algorithm. */
const BACK_ENDS = 'native, WASM SIMD, WASM, JS';
const HEADER = ['algorithm', 'categories', 'MOJO', 'answers besides the prediction', 'back ends'];

/** The table of `algorithms`, its columns padded as prettier wants them. */
export function supportTable(algorithms) {
  const rows = algorithms.map(({ algo, names, categories, answers, ...versions }) => [
    `[${plainText(names[0])}](docs/formats/${algo}.md) (\`${algo}\`)`,
    categories.join(', '),
    versionList(versions),
    answers.map((answer) => answer.replaceAll('-', ' ')).join(', ') || '-',
    BACK_ENDS,
  ]);
  const widths = HEADER.map((name, c) =>
    Math.max(...[HEADER, ...rows].map((row) => row[c].length)),
  );
  const line = (cells) => `| ${cells.map((cell, c) => cell.padEnd(widths[c])).join(' | ')} |`;
  return [line(HEADER), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join(
    '\n',
  );
}

/** All versions; an unverified one says so. */
function versionList({ mojoVersions, unverifiedVersions = [] }) {
  return mojoVersions
    .map((version) => (unverifiedVersions.includes(version) ? `${version} (unverified)` : version))
    .join(', ');
}

/** Names may hold characters that Markdown takes for emphasis. */
function plainText(text) {
  return text.replace(/[*_]/g, '\\$&');
}

/** The text with `table` between the markers. Throws when it has not exactly one pair of them. */
export function withSupportTable(text, table) {
  const parts = text.split(BEGIN);
  const rest = parts[1]?.split(END) ?? [];
  if (parts.length !== 2 || rest.length !== 2) {
    throw new Error(`expected ${BEGIN} and then ${END}, once each`);
  }
  return `${parts[0]}${BEGIN}\n\n${table}\n\n${END}${rest[1]}`;
}
