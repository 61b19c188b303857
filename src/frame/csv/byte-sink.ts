/** A byte array that grows; used again and again by a writer. */
export class ByteSink {
  /** The content is `bytes[0, length)`. Replaced when it grows. */
  bytes = new Uint8Array(1 << 16);
  length = 0;

  /** Makes room for that many more bytes. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  /** Appends one byte. */
  byte(byte: number): void {
    this.reserve(1);
    this.bytes[this.length++] = byte;
  }

  /** Appends `source[start, end)`. */
  copy(source: Uint8Array, start: number, end: number): void {
    this.reserve(end - start);
    const { bytes, length } = this;
    for (let at = start; at < end; at++) bytes[length + at - start] = source[at]!;
    this.length += end - start;
  }

  /** Appends many bytes; for a few, `copy` is faster. */
  append(source: Uint8Array): void {
    this.reserve(source.length);
    this.bytes.set(source, this.length);
    this.length += source.length;
  }

  /** Appends text that is known to be ASCII. */
  ascii(text: string): void {
    this.reserve(text.length);
    for (let at = 0; at < text.length; at++) this.bytes[this.length++] = text.charCodeAt(at);
  }

  /** A copy of the content, after which the sink is empty. */
  take(): Uint8Array {
    const content = this.bytes.slice(0, this.length);
    this.length = 0;
    return content;
  }
}
