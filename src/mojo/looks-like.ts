/**
 * What bytes that are no zip seem to be, in words for a message: users give the wrong file more
 * often than a damaged one.
 */
export function looksLike(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'an empty file';
  const signature = SIGNATURES.find(({ magic }) => magic.every((byte, i) => bytes[i] === byte));
  if (signature !== undefined) return signature.kind;
  const start = bytes.subarray(0, 512);
  if (start.some((byte) => byte < 0x09 || byte === 0x7f || (byte > 0x0d && byte < 0x20))) {
    return 'binary data of an unknown kind';
  }
  const text = new TextDecoder().decode(start).trimStart();
  return TEXTS.find(({ pattern }) => pattern.test(text))?.kind ?? 'a text file';
}

const SIGNATURES = [
  { magic: [0x50, 0x4b, 0x03, 0x04], kind: 'a zip file that was cut off or damaged at its end' },
  { magic: [0x1f, 0x8b], kind: 'gzip data; unpack it first' },
  { magic: [0x42, 0x5a, 0x68], kind: 'bzip2 data; unpack it first' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], kind: 'xz data; unpack it first' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], kind: 'zstd data; unpack it first' },
  { magic: [0x37, 0x7a, 0xbc, 0xaf], kind: 'a 7-Zip archive' },
  { magic: [0x80, 0x02], kind: 'a Python pickle' },
  { magic: [0x80, 0x04], kind: 'a Python pickle' },
];

const TEXTS = [
  { pattern: /^<(!doctype html|html)/i, kind: 'an HTML page; check the address it came from' },
  { pattern: /^<\?xml/i, kind: 'XML text' },
  { pattern: /^\[info\]/, kind: 'the model.ini of an unpacked MOJO; give its folder' },
  { pattern: /^[[{]/, kind: 'JSON text' },
  { pattern: /^version https:\/\/git-lfs/, kind: 'a Git LFS pointer; run "git lfs pull"' },
  {
    pattern: /^(\/\*|\/\/|package |import )[^]*\b(java|hex\.genmodel|class)\b/,
    kind: 'Java source, perhaps a POJO; export the model as a MOJO',
  },
];
