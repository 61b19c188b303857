import type { TeamPart } from './data.js';
import { markup } from './markup.js';
import { count, percent, share } from './numbers.js';
import type { Section } from './page.js';
import { table } from './table.js';

/** Who says the same as whom, in shares of all rows. */
export function agreementSection({ members, agreement, rows }: TeamPart['tables']): Section {
  // Rows with or without an answer: a member agrees with itself wherever it has a label.
  const all = Math.max(rows, ...agreement.pairs.map((own, i) => own[i]));
  const body = members.map(({ name }, a) => [
    name,
    ...agreement.pairs[a].map((same, b) => ({
      content: percent(share(same, all)),
      shade: a === b ? 0 : Math.max(0, share(same, all) - 0.5) * 2,
      tone: 'right' as const,
    })),
  ]);
  const columns = [{ name: 'Member', isText: true }, ...members.map(({ name }) => ({ name }))];
  return {
    id: 'agreement',
    title: 'Agreement between members',
    body: [
      markup`<p>All members say the same in ${count(agreement.unanimous)} of ${count(all)} rows.</p>\n`,
      table('Share of rows in which two members say the same', columns, body),
    ],
  };
}
