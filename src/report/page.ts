import { markup, type Markup, type Part } from './markup.js';
import { STYLE } from './style.js';

/** A part of a report with a heading of its own. */
export interface Section {
  /** Its anchor: letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  readonly body: Part;
}

/** A whole document. It asks nobody for anything: the policy in its head forbids scripts and all requests. */
export function page(title: string, introduction: Part, sections: readonly Section[]): string {
  const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'";
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${title}</h1>
${introduction}
</header>
${contents(sections)}<main>
${sections.map(sectionMarkup)}</main>
<footer class="quiet">Made by wasmojo. Rows are counted from 0.</footer>
</body>
</html>
`.text;
}

function contents(sections: readonly Section[]): Markup | undefined {
  if (sections.length < 2) return undefined;
  const entries = sections.map(({ id, title }) => {
    return markup`<li><a href="#${id}">${title}</a></li>`;
  });
  return markup`<nav aria-label="Contents"><ul>${entries}</ul></nav>\n`;
}

function sectionMarkup({ id, title, body }: Section): Markup {
  return markup`<section id="${id}">
<h2><a class="here" href="#${id}">${title}</a></h2>
${body}</section>
`;
}
