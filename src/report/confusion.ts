import type { Markup } from './markup.js';
import { markup } from './markup.js';
import { count, percent, share } from './numbers.js';
import { table } from './table.js';

/** Classes up to which a matrix is shown: of more, the most frequent confusions are. */
const MOST_CLASSES = 30;
const MOST_CONFUSIONS = 30;

/** `counts[actual][label]` as a matrix with errors at its end, each cell shaded by its share of the row. */
export function confusionTable(
  name: string,
  classes: readonly string[],
  counts: readonly (readonly number[])[],
): Markup {
  if (classes.length > MOST_CLASSES) return longConfusions(name, classes, counts);
  const rows = classes.map((actual, a) => {
    const all = counts[a].reduce((sum, rowsOf) => sum + rowsOf, 0);
    const cells = counts[a].map((rowsOf, b) => ({
      content: rowsOf === 0 ? markup`<span class="quiet">0</span>` : count(rowsOf),
      // Confusions are rare: they show from one in a thousand on.
      shade: a === b ? share(rowsOf, all) / 2 : Math.sqrt(share(rowsOf, all) * 4),
      tone: a === b ? ('right' as const) : ('wrong' as const),
    }));
    const missed = all - counts[a][a];
    return [actual, ...cells, count(missed), percent(share(missed, all))];
  });
  return table(
    `${name}: right classes down, labels across`,
    [
      { name: 'Class', isText: true },
      ...classes.map((level) => ({ name: level })),
      { name: 'Errors' },
      { name: 'Rate' },
    ],
    rows,
  );
}

function longConfusions(
  name: string,
  classes: readonly string[],
  counts: readonly (readonly number[])[],
): Markup {
  const found = classes.flatMap((actual, a) =>
    classes.flatMap((label, b) => {
      return a !== b && counts[a][b] > 0 ? [{ actual, label, rows: counts[a][b] }] : [];
    }),
  );
  const most = found.sort((a, b) => b.rows - a.rows).slice(0, MOST_CONFUSIONS);
  return table(
    `${name}: the most frequent confusions of ${count(classes.length)} classes`,
    [{ name: 'Right class', isText: true }, { name: 'Label', isText: true }, { name: 'Rows' }],
    most.map(({ actual, label, rows }) => [actual, label, count(rows)]),
  );
}
