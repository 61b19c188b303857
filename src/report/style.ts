// The look of a report: one column of sections, narrow screens first. Colours are Okabe and Ito's, which those who are colour-blind tell apart.
import { Markup } from './markup.js';

export const STYLE = new Markup(`
:root { color-scheme: light dark; --paper: #fff; --ink: #1c1e21; --quiet: #5b6168; --line: #c9ced4; --box: #f4f6f8; --link: #0058a3;
  --before: #9aa1a8; --after: #0072b2; --matched: #d55e00; --right: #56b4e9; --wrong: #e69f00; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181b; --ink: #e6e8ea; --quiet: #a3aab1; --line: #41474d; --box: #202327; --link: #7cc0f5;
  --before: #70777e; --after: #56b4e9; --matched: #f0884a; --right: #2f7fb3; --wrong: #b07a00; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 86rem; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: .5rem 0; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; padding-top: .5rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
p { max-width: 48rem; margin: .5rem 0; }
a { color: var(--link); }
a.here { color: inherit; text-decoration: none; }
a.here:hover, a.here:focus { text-decoration: underline; }
.quiet, figcaption { color: var(--quiet); font-size: .875rem; }
nav ul { list-style: none; margin: 1rem 0; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
dl.facts { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .125rem 1rem; margin: 1rem 0; max-width: 60rem; }
dl.facts dt { color: var(--quiet); } dl.facts dd { margin: 0; }
.table { margin: .75rem 0; }
.scroll { overflow-x: auto; max-width: 100%; background: linear-gradient(to left, var(--paper) 40%, transparent) right / 2rem 100% no-repeat local,
  linear-gradient(to left, var(--line), transparent) right / .75rem 100% no-repeat scroll; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { padding: .2rem .6rem; text-align: right; border-bottom: 1px solid var(--line); overflow-wrap: normal; unicode-bidi: isolate; white-space: nowrap; }
th { font-weight: 600; } thead th { vertical-align: bottom; border-bottom-width: 2px; }
th.text, td.text { text-align: left; white-space: normal; overflow-wrap: anywhere; max-width: 20rem; }
thead th.text { overflow-wrap: normal; }
@media (max-width: 30rem) { table { font-size: .75rem; } th, td { padding: .2rem; } thead th { white-space: normal; } table .quiet { font-size: inherit; } }
tbody th, thead th:first-child { position: sticky; left: 0; background: var(--paper); }
td.right { background: color-mix(in srgb, var(--right) var(--shade), transparent); }
td.wrong { background: color-mix(in srgb, var(--wrong) var(--shade), transparent); }
figure { margin: 0; min-width: 0; }
img { display: block; max-width: 100%; height: auto; image-rendering: pixelated; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1rem 1.5rem; margin: .75rem 0; }
.charts figure { max-width: 30rem; }
.charts figcaption { color: var(--ink); font-weight: 600; }
svg.chart { display: block; width: 100%; height: auto; }
svg.chart text { fill: var(--ink); font: 11px system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
svg.chart .axis { stroke: var(--quiet); } svg.chart .grid { stroke: var(--line); stroke-dasharray: 2 3; }
svg .before { fill: var(--before); fill-opacity: .55; stroke: none; }
svg .after { fill: none; stroke: var(--after); stroke-width: 2; }
svg .matched { fill: none; stroke: var(--matched); stroke-width: 2; stroke-dasharray: 5 3; }
svg .bar { fill: var(--after); } svg .bar.other { fill: var(--matched); }
svg.chart text.within { fill: var(--paper); }
svg .dot { fill: var(--paper); stroke: var(--after); stroke-width: 1.5; }
svg .team { fill: var(--matched); stroke: none; }
.key { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .5rem 0; padding: 0; list-style: none; font-size: .875rem; }
.key li { display: flex; align-items: center; gap: .4rem; } .key svg { flex: none; }
.strips { display: grid; gap: .6rem 1rem; margin: .75rem 0; }
@media (min-width: 48rem) { .strips { grid-template-columns: max-content minmax(0, 1fr); align-items: center; } .strips > figure { display: contents; }
  .strips figcaption { text-align: right; max-width: 16rem; } }
.tiles { display: flex; flex-wrap: wrap; gap: 1rem; margin: .75rem 0; padding: 0; list-style: none; }
.tiles li { flex: none; min-width: 4.75rem; max-width: 100%; } .tiles figcaption { line-height: 1.3; padding-top: .25rem; }
.tiles.triples { display: grid; grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)); }
details { margin: .75rem 0; } summary { cursor: pointer; color: var(--link); }
footer { margin: 3rem 0 1rem; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } nav { display: none; } h2, h3, figure, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; } .scroll { overflow: visible; } details::details-content { content-visibility: visible; height: auto; } }
`);
