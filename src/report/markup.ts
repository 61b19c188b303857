// HTML in which everything that is put into it is escaped, unless it is HTML itself.

/** Text that is HTML already. */
export class Markup {
  readonly text: string;
  /** Only for texts of this program: nothing is escaped. */
  constructor(text: string) {
    this.text = text;
  }
}

/** What can stand in a template: text and numbers are escaped, lists are joined, undefined is nothing. */
export type Part = Markup | string | number | undefined | readonly Part[];

/** A template of HTML: markup`<td>${name}</td>`. Also safe within attributes in double quotes. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((text, piece, i) => text + htmlOf(parts[i - 1]) + piece));
}

function htmlOf(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(htmlOf).join('');
  return escapeHtml(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters with a meaning in HTML as entities; control characters, which it does not allow, and halves of pairs as U+FFFD. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character])
    .replace(/[^\P{Cc}\t\n]|\p{Cs}/gu, '\uFFFD');
}
