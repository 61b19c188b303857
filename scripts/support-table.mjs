// Prints the table of algorithms, made from the built library.
//   node scripts/support-table.mjs            prints it
//   node scripts/support-table.mjs --write    replaces it in README.md, between its markers
import { readFile, writeFile } from 'node:fs/promises';
import { root } from './run.mjs';
import { supportTable, withSupportTable } from './support-block.mjs';

const { ALGORITHMS } = await import(new URL('build/src/index.js', root));
const table = supportTable(ALGORITHMS);
if (process.argv.includes('--write')) {
  const readme = new URL('README.md', root);
  await writeFile(readme, withSupportTable(await readFile(readme, 'utf8'), table));
} else {
  console.log(table);
}
