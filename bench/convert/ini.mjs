// Keys of a MOJO's model.ini that the public API does not show.
import { readFile } from 'node:fs/promises';
import JSZip from 'jszip';

/** The keys in front of the sections, as text. */
export async function readIni(mojo) {
  const zip = await JSZip.loadAsync(await readFile(mojo));
  const text = await zip.file('model.ini').async('string');
  const pairs = text.split('\n').filter((line) => line.includes(' = '));
  return Object.fromEntries(pairs.map((line) => line.split(/ = (.*)/s, 2)));
}

export const numbers = (list) => JSON.parse(list);
