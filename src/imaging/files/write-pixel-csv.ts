import { ArgumentError } from '../../errors.js';
import { CsvWriter } from '../../frame/csv/index.js';
import { imagesToFrame, pixelNames } from '../image-frame.js';
import { checkSet, type ImageSet } from '../image-set.js';

const COMMA = 0x2c;
const LF = 0x0a;
const ENCODER = new TextEncoder();
/** The texts of all bytes. */
const BYTE_TEXTS = Array.from({ length: 256 }, (_, level) => ENCODER.encode(String(level)));
const LONGEST_BYTE = 3;
const LONGEST_LABEL = 11;

/** Writes images as a CSV, one per line, as chunks that the caller puts one after another: C1, C2, ... and the answer behind them. */
export class PixelCsvWriter {
  readonly #csv = new CsvWriter();

  /** The line of names of images of `size` values. */
  header(size: number, hasLabels: boolean): Uint8Array {
    return this.#csv.header(pixelNames(hasLabels ? size + 1 : size));
  }

  /** Lines: bytes as whole numbers, doubles in Java's text. `labels` are whole numbers of 32 bits. Throws ArgumentError. Cost: linear. */
  images(images: ImageSet, labels?: Int32Array): Uint8Array {
    const size = checkSet(images);
    const { data, count } = images;
    if (labels !== undefined && labels.length !== count) {
      throw new ArgumentError('labels', `${count} labels`, labels.length);
    }
    if (data instanceof Uint8Array) return byteLines(data, count, size, labels);
    return this.#csv.rows(imagesToFrame(images, { labels }));
  }
}

/** Without a column per pixel: a set has more values than anything else that is written. */
function byteLines(
  data: Uint8Array,
  count: number,
  size: number,
  labels: Int32Array | undefined,
): Uint8Array {
  const lineBytes = size * (LONGEST_BYTE + 1) + LONGEST_LABEL + 1;
  const out = new Uint8Array(count * lineBytes);
  let at = 0;
  for (let i = 0; i < count; i++) {
    for (let k = i * size; k < (i + 1) * size; k++) {
      const text = BYTE_TEXTS[data[k]];
      for (const digit of text) out[at++] = digit;
      out[at++] = COMMA;
    }
    if (labels === undefined) at--;
    else {
      const text = ENCODER.encode(String(labels[i]));
      out.set(text, at);
      at += text.length;
    }
    out[at++] = LF;
  }
  return out.subarray(0, at);
}
