import { MojoFormatError, quote } from '../errors.js';

// The names in an archive. Nothing is ever written to disk under them, but a MOJO that plays tricks
// with paths is not what it seems, and two names that one file system would take for the same make
// a folder ambiguous.

/**
 * Throws MojoFormatError for the first name that is no plain relative path, or equals an earlier
 * one but for case or Unicode form.
 */
export function checkEntryNames(names: readonly string[], source: string): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const trick = trickOf(name);
    if (trick !== undefined) {
      throw new MojoFormatError(`${source}: the name ${quote(name)} ${trick}`, { file: name });
    }
    const folded = name.normalize('NFC').toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined) {
      const how = other === name ? 'stands there twice' : `collides with ${quote(other)}`;
      throw new MojoFormatError(`${source}: the name ${quote(name)} ${how}`, { file: name });
    }
    seen.set(folded, name);
  }
}

function trickOf(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (name.includes('\0')) return 'contains a NUL character';
  if (name.includes('\\')) return 'contains a backslash; paths in a MOJO have forward slashes';
  if (name.startsWith('/')) return 'is an absolute path';
  if (/^[A-Za-z]:/.test(name)) return 'begins with a drive letter';
  // A folder's own entry ends with a slash.
  const segments = (name.endsWith('/') ? name.slice(0, -1) : name).split('/');
  if (segments.includes('..')) return 'leads out of the archive';
  if (segments.includes('.') || segments.includes('')) return 'is not a plain path';
  return undefined;
}
