// The levels of a column in the kernel's memory (assembly/csv/levels.ts).
import {
  SLOT_BYTES,
  TABLE_BYTES,
  TABLE_CODES,
  TABLE_MASK,
  TABLE_SEED,
  TABLE_SLOTS,
  TEXT_MARGIN,
} from '../../../../assembly/csv/layout.js';
import type { CsvInstance } from './module.js';

const encoder = new TextEncoder();

/** The levels of a domain that are not NA, as bytes. */
export class LevelTable {
  /** Bytes of memory that `place` takes. */
  readonly bytes: number;
  readonly #levels: readonly { readonly code: number; readonly text: Uint8Array }[];
  readonly #slots: number;

  constructor(domain: readonly string[], naStrings: ReadonlySet<string>) {
    this.#levels = [...domain.entries()]
      .filter(([, level]) => level !== '' && !naStrings.has(level))
      .map(([code, level]) => ({ code, text: encoder.encode(level) }));
    this.#slots = 2 ** Math.ceil(Math.log2(this.#levels.length * 2 + 1));
    const textBytes = this.#levels.reduce((sum, { text }) => sum + text.length, 0);
    this.bytes = TABLE_BYTES + this.#slots * SLOT_BYTES + textBytes + TEXT_MARGIN;
  }

  /** Makes the table at a place of memory that is 0 so far; the codes of rows go to `codes`. */
  place(address: number, codes: number, { exports, memory }: CsvInstance): void {
    const slots = address + TABLE_BYTES;
    const record = new Uint32Array(memory.buffer, address, TABLE_BYTES / 4);
    record[TABLE_CODES / 4] = codes;
    record[TABLE_SLOTS / 4] = slots;
    record[TABLE_MASK / 4] = this.#slots - 1;
    // Differs from run to run, so that no file can be made whose levels all meet in one slot.
    record[TABLE_SEED / 4] = Math.random() * 2 ** 32;
    const bytes = new Uint8Array(memory.buffer);
    let at = slots + this.#slots * SLOT_BYTES;
    for (const { code, text } of this.#levels) {
      bytes.set(text, at);
      exports.addLevel(address, at, text.length, code);
      at += text.length;
    }
  }
}
