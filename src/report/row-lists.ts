import { sliceImages } from '../imaging/image-set.js';
import type { RowPictures, TeamPart } from './data.js';
import { MOST_DRAWN } from './listed-rows.js';
import { markup, type Markup } from './markup.js';
import { brief, count, percent, share } from './numbers.js';
import type { Section } from './page.js';
import { figure, picture } from './picture.js';
import { table } from './table.js';

/** Rows of a table that are shown. */
const MOST_ROWS = 1000;

/** Rows that no member has right, and rows of which the team is not sure: drawn where there are pictures. */
export async function rowListSections({ tables, pictures }: TeamPart): Promise<Section[]> {
  const sections: Section[] = [];
  if ('nobodyRight' in tables && tables.nobodyRight.length > 0) {
    const { nobodyRight, rows } = tables;
    const part = percent(share(nobodyRight.length, rows));
    sections.push({
      id: 'hardest',
      title: 'Rows that no member has right',
      body: [
        markup`<p>${count(nobodyRight.length)} of ${count(rows)} rows, ${part}.</p>\n`,
        await drawn(nobodyRight, pictures),
        numbers(nobodyRight),
      ],
    });
  }
  if (tables.leastSure.length > 0) {
    const rows = tables.leastSure.map(({ row }) => row);
    sections.push({
      id: 'unsure',
      title: 'Rows of which the team is least sure',
      body: [
        markup`<p>Those with the smallest gap between the two largest sums of probabilities, which go from 0 to ${tables.members.length}; the least sure first.</p>\n`,
        await drawn(rows, pictures),
        unsureTable(tables, pictures),
      ],
    });
  }
  return sections;
}

async function drawn(
  rows: readonly number[],
  pictures: RowPictures | undefined,
): Promise<Markup | undefined> {
  const tiles: Markup[] = [];
  for (const row of rows.slice(0, MOST_DRAWN)) {
    const i = pictures?.rows.indexOf(row) ?? -1;
    if (pictures === undefined || i < 0) continue;
    const [answer, label] = [pictures.answers?.[i], pictures.labels?.[i]];
    const facts = [
      label === undefined ? undefined : markup`<br>team: ${label ?? 'none'}`,
      answer === undefined ? undefined : markup`<br>right: ${answer ?? 'not known'}`,
    ];
    const image = await picture(sliceImages(pictures.images, i, i + 1), `row ${row} as an image`);
    tiles.push(markup`<li>${figure(image, markup`row ${row}${facts}`)}</li>\n`);
  }
  return tiles.length > 0 ? markup`<ul class="tiles">\n${tiles}</ul>\n` : undefined;
}

function numbers(rows: readonly number[]): Markup {
  const shown = rows.slice(0, MOST_ROWS).join(', ');
  const rest = rows.length - MOST_ROWS;
  return markup`<details><summary>Their numbers</summary><p>${shown}${rest > 0 ? ` and ${count(rest)} more` : ''}</p></details>\n`;
}

function unsureTable({ leastSure }: TeamPart['tables'], pictures: RowPictures | undefined): Markup {
  const shown = leastSure.slice(0, MOST_ROWS);
  const { answers } = pictures ?? {};
  const right = new Map(pictures?.rows.map((row, i) => [row, answers?.[i] ?? '–']));
  const columns = [
    { name: 'Row' },
    { name: 'Label', isText: true },
    { name: 'Next', isText: true },
    { name: 'Sum' },
    { name: 'Gap' },
  ];
  return table(
    `The ${count(shown.length)} rows with the smallest gaps`,
    answers ? [...columns, { name: 'Right', isText: true }] : columns,
    shown.map(({ row, label, runnerUp, sum, gap }) => {
      const cells = [String(row), label, runnerUp, brief(sum), brief(gap)];
      return answers ? [...cells, right.get(row) ?? '–'] : cells;
    }),
  );
}
