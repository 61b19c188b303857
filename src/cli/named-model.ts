import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { UsageError } from './errors.js';

/** What a flag `[id=]model` says: `id=model`, unless that is the path of a file; else the id is the file's name. Throws UsageError. */
export function namedModel(text: string): { id: string; source: string } {
  const [, id, source] = /^([^=/]+)=(.+)$/s.exec(text) ?? [];
  if (id !== undefined && !existsSync(text)) return { id, source };
  refuseIdWithSlash(text);
  // What is no URL is refused where it is opened.
  const isUrl = /^https?:/i.test(text) && URL.canParse(text);
  const path = isUrl ? new URL(text).pathname : resolve(text);
  return { id: basename(path).replace(/\.zip$/i, ''), source: text };
}

/** `a/b=model.zip` is the path of a file; where there is none, it was most likely meant as an id. */
function refuseIdWithSlash(text: string): void {
  const [, id, source] = /^([^=]*\/[^=]*)=(.+)$/s.exec(text) ?? [];
  if (id === undefined || source === undefined || existsSync(text) || !existsSync(source)) return;
  throw new UsageError(
    `--mojo: ${JSON.stringify(id)} is no id: ids become names of files and have no /; ` +
      `leave the folders out`,
  );
}
