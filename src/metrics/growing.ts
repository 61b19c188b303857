/** Numbers that are kept row by row. Memory: 8 bytes a number, up to twice that while it grows. */
export class GrowingDoubles {
  #cells = new Float64Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#cells.length) {
      const larger = new Float64Array(2 * this.#length);
      larger.set(this.#cells);
      this.#cells = larger;
    }
    this.#cells[this.#length++] = value;
  }

  /** What was pushed so far; not a copy. */
  get values(): Float64Array {
    return this.#cells.subarray(0, this.#length);
  }
}
