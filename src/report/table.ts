import { Markup, markup, type Part } from './markup.js';

/** Of a text, before it is broken into lines. */
const MOST_CHARACTERS = 24;

export interface TableColumn {
  readonly name: Part;
  /** Texts are to the left [numbers, to the right]. */
  readonly isText?: boolean;
}

/** A cell with a shade behind it: 0 none, 1 all of it. */
export interface ShadedCell {
  readonly content: Part;
  readonly shade: number;
  /** `right`: what should be large; `wrong`: what should be small. */
  readonly tone: 'right' | 'wrong';
}

export type Cell = Part | ShadedCell;

/** A table in a box of its own, within which it is scrolled where it is too wide. The first cell of a row is its header. */
export function table(
  caption: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly Cell[])[],
): Markup {
  const head = columns.map(({ name, isText }, c) => {
    const width = isText
      ? markup` style="min-width:min(${characters(rows, c)}ch,24vw)"`
      : undefined;
    return markup`<th scope="col"${side(isText)}${width}>${name}</th>`;
  });
  const body = rows.map((row) => {
    const cells = row.map((cell, c) => cellOf(cell, c, columns[c]));
    return markup`<tr>${cells}</tr>\n`;
  });
  return markup`<figure class="table"><figcaption>${caption}</figcaption>
<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div></figure>
`;
}

function cellOf(cell: Cell, place: number, { isText }: TableColumn): Markup {
  if (isShaded(cell)) {
    const strength = Math.round(Math.min(1, Math.max(0, cell.shade || 0)) * 60);
    return markup`<td class="${cell.tone}" style="--shade:${strength}%">${cell.content}</td>`;
  }
  if (place === 0) return markup`<th scope="row"${side(isText)}>${cell}</th>`;
  return markup`<td${side(isText)}>${cell}</td>`;
}

function isShaded(cell: Cell): cell is ShadedCell {
  return typeof cell === 'object' && 'shade' in cell;
}

/** Room for the texts of a column; those that are longer go on in the next line. */
function characters(rows: readonly (readonly Cell[])[], column: number): number {
  const lengths = rows.map((row) => {
    const cell = row[column];
    return typeof cell === 'string' ? cell.length : 0;
  });
  return Math.min(MOST_CHARACTERS, Math.max(0, ...lengths) + 4);
}

function side(isText: boolean | undefined): Markup {
  return new Markup(isText ? ' class="text"' : '');
}
