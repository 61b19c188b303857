// The bars with what was measured.
import { judged } from '../bars.mjs';
import { factor, markdownTable } from './table.mjs';

export function barsTable(run) {
  const rows = judged(run).map(({ work, ours, peer, bar, atMost, ratio, met, note }) => [
    note === undefined ? work : `${work} (${note})`,
    ours,
    peer,
    atMost ? `at most ${bar}` : `${bar}x`,
    ratio === undefined ? 'not measured' : `${factor(ratio)}${atMost ? '' : 'x'}`,
    met === undefined ? '-' : met ? 'yes' : 'no',
  ]);
  return markdownTable(['work', 'ours', 'against', 'bar', 'measured', 'met'], rows);
}
