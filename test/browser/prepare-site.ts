import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { readText, type Case } from '../support/cases.js';

const PAGES = fileURLToPath(new URL('site', import.meta.url));

/** Where a case lies on the site. */
export function caseFolder(golden: Case): string {
  return `cases/${golden.name}`;
}

/** Puts the pages, the bundle (`wasmojo/`), the kernels and the cases into `site`, as plain files. */
export async function prepareSite(
  site: string,
  bundle: string,
  kernels: readonly string[],
  cases: readonly Case[],
): Promise<void> {
  await cp(PAGES, site, { recursive: true, filter: (path) => !path.endsWith('.d.ts') });
  await cp(bundle, join(site, 'wasmojo'), { recursive: true });
  for (const kernel of kernels) await cp(kernel, join(site, 'kernels', basename(kernel)));
  for (const golden of cases) {
    const folder = join(site, caseFolder(golden));
    await mkdir(folder, { recursive: true });
    const csv = readText(golden, 'input.csv')!;
    await writeFile(join(folder, 'model.zip'), await readFile(golden.mojo));
    await writeFile(join(folder, 'input.csv'), csv);
    await writeFile(join(folder, 'input.csv.gz'), gzipSync(csv));
  }
}
