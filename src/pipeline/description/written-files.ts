import type { PipelineDescription, RowsPart } from './description.js';
import type { Entry } from './entry.js';
import type { ValuePath } from './syntax.js';

/** Throws PipelineError where a file to write is also read, or written twice. Files that links make the same are not seen. */
export function refuseOverwriting(root: Entry, description: PipelineDescription): void {
  const read = new Set(readFiles(description).map(plain));
  const written = new Set<string>();
  for (const [way, path] of writtenFiles(description)) {
    const file = plain(path);
    if (read.has(file)) throw root.at(way).fault(`${path} is read, too; choose another file`);
    if (written.has(file))
      throw root.at(way).fault(`${path} is written twice; choose another file`);
    written.add(file);
  }
}

function writtenFiles({ output, train }: PipelineDescription): [way: ValuePath, path: string][] {
  const files = Object.entries(output) as [string, string][];
  return [
    ...files.map(([name, path]): [ValuePath, string] => [['output', name], path]),
    ...train.flatMap(({ features }, i) =>
      features.map((path): [ValuePath, string] => [['train', i, 'features'], path]),
    ),
  ];
}

function readFiles({ file, input, train, augment, models }: PipelineDescription): string[] {
  const rows = [...(input ? [input] : []), ...train.map((part) => part.rows)].flatMap(filesOf);
  const own = file.slice(file.lastIndexOf('/') + 1);
  return [own, ...models.values(), ...rows, ...augment.map(({ of }) => of)];
}

function filesOf(rows: RowsPart): string[] {
  if ('table' in rows) return [rows.table];
  return rows.labels === undefined ? [rows.images] : [rows.images, rows.labels];
}

/** Without what changes nothing. */
function plain(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/(^|\/)(\.\/)+/g, '$1');
}
