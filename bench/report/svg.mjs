// Plots as SVG text: bars, and lines on logarithmic axes. One size and one set of colours, on white, so that they look alike in light
// and dark pages; large letters, since on a telephone they are shown at two thirds of their size.

const WIDTH = 560;
const FONT = 'font-family="system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif"';
const INK = '#1f2328';
const FAINT = '#d0d7de';
/** Colours of Okabe and Ito, which most colour-blind eyes tell apart, and two more; the first two are ours. */
export const COLOURS = {
  ...{ blue: '#0072b2', green: '#009e73', vermilion: '#d55e00', purple: '#cc79a7' },
  ...{ orange: '#e69f00', sky: '#56b4e9', grey: '#7a7a7a', brown: '#8c510a', violet: '#5e3c99' },
};

const escaped = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const round = (number) => Math.round(number * 10) / 10;

function label(x, y, content, { anchor = 'start', size = 14, weight = 'normal', fill = INK } = {}) {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(content)}</text>`;
}

function picture(height, title, parts) {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(title)}" ${FONT}>`,
    `<rect width="${WIDTH}" height="${height}" rx="6" fill="#ffffff"/>`,
    label(16, 28, title, { size: 16, weight: 600 }),
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

/** Horizontal bars from top to bottom; `bars` are { name, value, text, ours }. */
export function barPlot(title, subtitle, bars) {
  const [top, step, left, right] = [62, 27, 218, 76];
  const most = Math.max(...bars.map(({ value }) => value));
  const scale = (WIDTH - left - right) / most;
  const rows = bars.flatMap(({ name, value, text, ours }, i) => {
    const y = top + i * step;
    const width = Math.max(1.5, value * scale);
    return [
      label(left - 8, y + 15, name, { anchor: 'end', weight: ours ? 600 : 'normal' }),
      `<rect x="${left}" y="${y}" width="${round(width)}" height="20" rx="2" fill="${ours ? COLOURS.blue : '#9aa4ae'}"/>`,
      label(left + width + 6, y + 15, text),
    ];
  });
  return picture(top + bars.length * step + 12, title, [
    label(16, 48, subtitle, { size: 13, fill: '#57606a' }),
    ...rows,
  ]);
}

/** Lines on logarithmic axes; `series` are { name, points: [[x, y]], colour, ours }; `formatX` and `formatY` make text of ticks. */
export function linePlot(title, { xLabel, yLabel, series, formatX, formatY }) {
  const columns = 2;
  const legendRows = Math.ceil(series.length / columns);
  const [left, right, top, plotHeight] = [76, 22, 62, 290];
  const bottom = top + plotHeight;
  const xs = series.flatMap(({ points }) => points.map(([x]) => x));
  const ys = series.flatMap(({ points }) => points.map(([, y]) => y));
  const [x0, x1] = [Math.log10(Math.min(...xs)), Math.log10(Math.max(...xs))];
  const y0 = Math.floor(Math.log10(Math.min(...ys)));
  const y1 = Math.max(y0 + 1, Math.ceil(Math.log10(Math.max(...ys))));
  const px = (x) => left + ((Math.log10(x) - x0) / (x1 - x0)) * (WIDTH - left - right);
  const py = (y) => bottom - ((Math.log10(y) - y0) / (y1 - y0)) * plotHeight;
  const xTicks = [...new Set(xs)].sort((a, b) => a - b);
  const yTicks = Array.from({ length: y1 - y0 + 1 }, (_, i) => 10 ** (y0 + i));
  const grid = [
    ...yTicks.flatMap((y) => [
      `<line x1="${left}" x2="${WIDTH - right}" y1="${round(py(y))}" y2="${round(py(y))}" stroke="${FAINT}"/>`,
      label(left - 8, py(y) + 5, formatY(y), { anchor: 'end', size: 13 }),
    ]),
    ...xTicks.flatMap((x) => [
      `<line x1="${round(px(x))}" x2="${round(px(x))}" y1="${top}" y2="${bottom}" stroke="${FAINT}"/>`,
      label(px(x), bottom + 20, formatX(x), { anchor: 'middle', size: 13 }),
    ]),
    label((left + WIDTH - right) / 2, bottom + 42, xLabel, { anchor: 'middle', size: 13 }),
    label(16, 50, yLabel, { size: 13, fill: '#57606a' }),
  ];
  const lines = series.flatMap(({ points, colour, ours }) => [
    `<polyline fill="none" stroke="${colour}" stroke-width="${ours ? 3 : 1.8}" points="${points.map(([x, y]) => `${round(px(x))},${round(py(y))}`).join(' ')}"/>`,
    ...points.map(
      ([x, y]) =>
        `<circle cx="${round(px(x))}" cy="${round(py(y))}" r="${ours ? 4 : 3}" fill="${colour}"/>`,
    ),
  ]);
  const legend = series.flatMap(({ name, colour, ours }, i) => {
    const x = 16 + (i % columns) * ((WIDTH - 24) / columns);
    const y = bottom + 72 + Math.floor(i / columns) * 22;
    return [
      `<line x1="${x}" x2="${x + 26}" y1="${y - 5}" y2="${y - 5}" stroke="${colour}" stroke-width="${ours ? 4 : 2.5}"/>`,
      label(x + 34, y, name, { size: 13, weight: ours ? 600 : 'normal' }),
    ];
  });
  const parts = [...grid, ...lines, ...legend];
  return picture(bottom + 72 + legendRows * 22, title, parts);
}
