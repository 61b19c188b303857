import { MojoFormatError } from '../../errors.js';
import type { ByteCursor } from '../../mojo/byte-cursor.js';

/** What the header says. */
export interface BoosterHeader {
  /** Number of features that the booster was trained with. */
  readonly features: number;
  /** Sums that a prediction is made of: one, or one per class. */
  readonly groups: number;
  readonly savedWithBuffers: boolean;
}

/** A number of 64 bits that counts something: more than an int is a lie. */
export function readLongCount(cursor: ByteCursor): number {
  const at = cursor.position;
  const count = cursor.i32();
  if (cursor.i32() !== 0 || count < 0) throw damagedBooster(cursor, at, 'a length that is none');
  return count;
}

/** A length of 64 bits and UTF-8. */
export function readText(cursor: ByteCursor): string {
  return new TextDecoder().decode(cursor.take(readLongCount(cursor)));
}

export function damagedBooster(cursor: ByteCursor, offset: number, what: string): MojoFormatError {
  return new MojoFormatError(`${cursor.file}: damaged booster: ${what} at byte ${offset}`, {
    file: cursor.file,
    offset,
  });
}
