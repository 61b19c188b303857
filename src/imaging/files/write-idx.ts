import { ArgumentError, LimitError } from '../../errors.js';
import { checkSet, type ImageSet } from '../image-set.js';
import { joinBytes } from './byte-reader.js';
import { idxHeader } from './idx.js';

/** What all images of a file have in common. */
export interface IdxShape {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** 'u8' for bytes, 'f64' for doubles. */
  readonly type: 'u8' | 'f64';
}

/** Headers have 32 bits for it. */
const MAX_IMAGES = 2 ** 32 - 1;

/** Writes an idx file as chunks that the caller puts one after another: three dimensions, with several channels four. */
export class IdxWriter {
  readonly #shape: IdxShape;
  #left: number;

  /** Throws LimitError for more images than a header can tell. */
  constructor(shape: IdxShape) {
    const { count } = shape;
    if (count > MAX_IMAGES) {
      throw new LimitError('an idx file', 'images', MAX_IMAGES, count, 'write several files');
    }
    this.#shape = shape;
    this.#left = shape.count;
  }

  header(): Uint8Array {
    const { count, width, height, channels, type } = this.#shape;
    const planes = channels === 1 ? [height, width] : [channels, height, width];
    return idxHeader(type, [count, ...planes]);
  }

  /** The next images. Bytes are not copied. Throws ArgumentError for images of another shape, and for more than `count`. */
  images(images: ImageSet): Uint8Array {
    checkSet(images);
    const { width, height, channels, type } = this.#shape;
    const isBytes = images.data instanceof Uint8Array;
    const fits = images.width === width && images.height === height && images.channels === channels;
    if (!fits || isBytes !== (type === 'u8')) {
      throw new ArgumentError('images', `${width} x ${height} x ${channels} of ${type}`, images);
    }
    if ((this.#left -= images.count) < 0) {
      throw new ArgumentError('images', `no more than ${this.#shape.count} in all`, images.count);
    }
    return images.data instanceof Uint8Array ? images.data : bigEndian(images.data);
  }
}

/** Images as an idx file: bytes as u8, doubles as f64. Cost and memory: a copy. */
export function writeIdx(images: ImageSet): Uint8Array {
  checkSet(images);
  const type = images.data instanceof Uint8Array ? 'u8' : 'f64';
  const writer = new IdxWriter({ ...images, type });
  return joinBytes([writer.header(), writer.images(images)]);
}

/** Labels as an idx file: u8 where all are 0 .. 255, else i32. Throws ArgumentError for what is no whole number of 32 bits. */
export function writeIdxLabels(labels: ArrayLike<number>): Uint8Array {
  const whole = Int32Array.from(labels);
  const odd = whole.findIndex((label, i) => label !== labels[i]);
  if (odd >= 0) throw new ArgumentError(`label ${odd}`, 'a whole number of 32 bits', labels[odd]);
  if (whole.every((label) => label >= 0 && label <= 255)) {
    return joinBytes([idxHeader('u8', [whole.length]), Uint8Array.from(whole)]);
  }
  const values = new Uint8Array(4 * whole.length);
  const view = new DataView(values.buffer);
  whole.forEach((label, i) => view.setInt32(4 * i, label));
  return joinBytes([idxHeader('i32', [whole.length]), values]);
}

function bigEndian(values: Float64Array): Uint8Array {
  const bytes = new Uint8Array(8 * values.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat64(8 * i, values[i]);
  return bytes;
}
