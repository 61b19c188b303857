// The bytes that mean something in a CSV, and a table that tells them from all others.

export const LF = 0x0a;
export const CR = 0x0d;
export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;

/** Classes of bytes. All bytes of a multi-byte UTF-8 character are PLAIN. */
export const PLAIN = 0;
export const SEPARATOR = 1;
export const LINE_END = 2;
/** A quote or a backslash: the cell needs the slow path. */
export const SPECIAL = 3;

/** The class of each of the 256 bytes. */
export function byteClasses(separator: number): Uint8Array {
  const classes = new Uint8Array(256);
  classes[LF] = LINE_END;
  classes[CR] = LINE_END;
  classes[QUOTE] = SPECIAL;
  classes[BACKSLASH] = SPECIAL;
  classes[separator] = SEPARATOR;
  return classes;
}
