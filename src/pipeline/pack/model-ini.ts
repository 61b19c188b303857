import { escapeNewlines } from '../../mojo/escape.js';
import type { Domain } from '../../mojo/domains.js';
import type { RowColumn } from './row-columns.js';

/** Keys with their values, in order; undefined ones are left out. */
export type InfoKeys = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The texts of `model.ini` and of the files of `domains/`, by their paths (docs/formats/container.md). */
export function iniFiles(info: InfoKeys, columns: readonly RowColumn[]): Map<string, string> {
  const files = new Map<string, string>();
  const domains = columns.flatMap(({ domain }, i) => (domain ? [{ i, domain }] : []));
  const lines = domains.map(({ i, domain }, d) => {
    const file = `d${String(d).padStart(3, '0')}.txt`;
    files.set(`domains/${file}`, levelLines(domain));
    return `${i}: ${domain.length} ${file}`;
  });
  const keys = Object.entries(info).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} = ${value}`],
  );
  const counts = [`n_columns = ${columns.length}`, `n_domains = ${domains.length}`];
  const text = [
    '[info]',
    ...keys,
    ...counts,
    '',
    '[columns]',
    ...columns.map(({ name }) => name),
    '',
    '[domains]',
    ...lines,
  ];
  files.set('model.ini', `${text.join('\n')}\n`);
  return files;
}

function levelLines(domain: Domain): string {
  return domain.map((level) => `${escapeNewlines(level)}\n`).join('');
}
