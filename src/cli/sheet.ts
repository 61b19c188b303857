import { sheetSides } from '../imaging/contact-sheet.js';
import { MAX_PIXELS, MAX_SIDE } from '../imaging/image.js';
import { contactSheet, sliceImages, writePng, type ImageSet } from '../imaging/node.js';
import { UsageError } from './errors.js';

/** Rows of a sheet below the first: more are no longer looked at. */
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
  readonly #mostImages: number;
  #number = 0;

  /** `input`: its first images. `perRow`: images of the result from one row to the next. Throws UsageError where not even one row of it has room. */
  constructor(input: ImageSet, wanted: number, scale: number, perRow: number | undefined) {
    this.#columns = Math.max(1, Math.min(wanted, input.count));
    this.#scale = scale;
    this.#perRow = perRow ?? this.#columns;
    const rows = rowsWithRoom(input, this.#columns, scale);
    if (rows < 1) {
      throw new UsageError(
        `--sheet: ${this.#columns} images of ${input.width} x ${input.height} beside each other are too large; ` +
          'take fewer (--sheet-columns), or no larger than they are (--sheet-scale 1)',
      );
    }
    this.#mostImages = this.#columns * rows;
    this.#shown = [sliceImages(input, 0, Math.min(this.#columns, input.count))];
  }

  /** Looks at the next images of the result. */
  add(images: ImageSet): void {
    for (let i = 0; i < images.count; i++, this.#number++) {
      const isShown = this.#number % this.#perRow < this.#columns;
      if (!isShown || this.#shown.length > this.#mostImages) continue;
      const image = sliceImages(images, i, i + 1);
      this.#shown.push({ ...image, data: image.data.slice() });
    }
  }

  /** As a PNG file. */
  png(): Promise<Uint8Array> {
    const [first] = this.#shown;
    const count = this.#shown.reduce((sum, set) => sum + set.count, 0);
    const values = count * first.width * first.height * first.channels;
    const data =
      first.data instanceof Uint8Array ? new Uint8Array(values) : new Float64Array(values);
    let at = 0;
    for (const set of this.#shown) {
      data.set(set.data, at);
      at += set.data.length;
    }
    return writePng(
      contactSheet({ ...first, data, count }, { columns: this.#columns, scale: this.#scale }),
    );
  }
}

/** Rows below the first, of so many that an image can have. */
function rowsWithRoom(images: ImageSet, columns: number, scale: number): number {
  for (let rows = MAX_ROWS; rows > 0; rows--) {
    const { width, height } = sheetSides(images, columns, rows + 1, scale);
    const values = width * height * images.channels;
    if (Math.max(width, height) <= MAX_SIDE && values <= MAX_PIXELS) return rows;
  }
  return 0;
}
