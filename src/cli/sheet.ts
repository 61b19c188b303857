import { contactSheet, sliceImages, writePng, type ImageSet } from '../imaging/node.js';

/** Rows of a sheet: more are no longer looked at. */
const MAX_ROWS = 32;

/**
 * The contact sheet of a run: the first images as they came, then what became of them, a row per effect and copy. Where draws are
 * replayed, the first ones of the result, row by row.
 */
export class Sheet {
  readonly #columns: number;
  readonly #scale: number;
  readonly #shown: ImageSet[];
  readonly #perRow: number;
  #number = 0;

  /** `input`: its first images. `perRow`: images of the result from one row to the next. */
  constructor(input: ImageSet, wanted: number, scale: number, perRow: number | undefined) {
    this.#columns = Math.max(1, Math.min(wanted, input.count));
    this.#scale = scale;
    this.#perRow = perRow ?? this.#columns;
    this.#shown = [sliceImages(input, 0, Math.min(this.#columns, input.count))];
  }

  /** Looks at the next images of the result. */
  add(images: ImageSet): void {
    const mostImages = this.#columns * MAX_ROWS;
    for (let i = 0; i < images.count; i++, this.#number++) {
      const isShown = this.#number % this.#perRow < this.#columns;
      if (!isShown || this.#shown.length > mostImages) continue;
      const image = sliceImages(images, i, i + 1);
      this.#shown.push({ ...image, data: image.data.slice() });
    }
  }

  /** As a PNG file. */
  png(): Promise<Uint8Array> {
    const [first] = this.#shown;
    const values = this.#shown.flatMap(({ data }) => [...data]);
    const count = this.#shown.reduce((sum, set) => sum + set.count, 0);
    const data =
      first.data instanceof Uint8Array ? Uint8Array.from(values) : Float64Array.from(values);
    return writePng(
      contactSheet({ ...first, data, count }, { columns: this.#columns, scale: this.#scale }),
    );
  }
}
