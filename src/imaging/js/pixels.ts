// Between sets of images and pictures.
import type { Picture, PixelBlock } from '../kernels.js';

export function pixelBlock<T extends Uint8Array | Float64Array>(values: T): PixelBlock<T> {
  return {
    values,
    load: (first, to) => load(values, first, to),
    store: (from, first) => store(from, values, first),
  };
}

function load(pixels: Uint8Array | Float64Array, first: number, to: Picture): void {
  const { data } = to;
  data.set(pixels.subarray(first, first + data.length));
}

/** Into bytes: whole levels, halves up, clamped; NaN is 0. */
function store(from: Picture, pixels: Uint8Array | Float64Array, first: number): void {
  const { data } = from;
  if (pixels instanceof Float64Array) {
    pixels.set(data, first);
    return;
  }
  for (let i = 0; i < data.length; i++) {
    const level = data[i] + 0.5;
    pixels[first + i] = level >= 255 ? 255 : level > 0 ? level : 0;
  }
}
