// Recognises the cells that mean NA, by their bytes.

const encoder = new TextEncoder();

/** A set of byte texts, made for the answer "no": most cells are told by length or first byte. */
export class NaTexts {
  readonly #texts: readonly Uint8Array[];
  /** By first byte: the longest text that starts with it. */
  readonly #longest = new Uint32Array(256);

  /** The empty cell is always NA. */
  constructor(texts: readonly string[]) {
    this.#texts = texts.filter((text) => text !== '').map((text) => encoder.encode(text));
    for (const text of this.#texts) {
      const first = text[0];
      this.#longest[first] = Math.max(this.#longest[first], text.length);
    }
  }

  /** Whether the cell `bytes[start, end)` is NA. */
  has(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start > this.#longest[bytes[start]]) return end === start;
    return end === start || this.#texts.some((text) => equals(text, bytes, start, end));
  }
}

function equals(text: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let k = 0; k < text.length; k++) if (text[k] !== bytes[start + k]) return false;
  return true;
}
