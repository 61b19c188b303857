// Ids of models and names of their files. An id may hold any character; those that a file system has its own meaning for stand in
// the name as % and two hexadecimal digits.

/** Windows takes fewer characters than others do: elsewhere `DL:200x200-500` is its own name. */
const UNSAFE = process.platform === 'win32' ? /[\0-\x1f"%*/:<>?\\|]|^\./g : /[\0-\x1f%/]|^\./g;

/** `DL:200x200-500` to `DL:200x200-500.zip`. */
export function fileNameOf(id: string): string {
  const escaped = id.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase();
    return `%${code.padStart(2, '0')}`;
  });
  return `${escaped}.zip`;
}

/** The id of a model in a zip or in a folder of this name. */
export function idOf(fileName: string): string {
  return fileName
    .replace(/\.zip$/i, '')
    .replace(/%([0-7][0-9A-F])/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}
