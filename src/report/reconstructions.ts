import type { Column } from '../frame/column.js';
import type { Frame } from '../frame/frame.js';
import { imagesToFrame, pixelNames } from '../imaging/image-frame.js';
import type { ImageSet } from '../imaging/image-set.js';
import { textsIn } from '../metrics/columns.js';
import type { Model } from '../model.js';
import type { Reconstructions } from './data.js';
import { pickImages } from './pick-images.js';

/**
 * What an autoencoder of pixels C1, C2, ... makes of the images of these rows. Pixels that it does not read (constant ones in training) are
 * shown as they are, without an error. Throws what `predict` throws. Cost: three passes of the model over those rows.
 */
export async function reconstructions(
  model: Model,
  images: ImageSet,
  rows: readonly number[],
  answers?: Column,
): Promise<Reconstructions> {
  const inputs = pickImages(images, rows);
  const frame = imagesToFrame(inputs);
  const outputs = await model.predict(frame);
  const cells = await model.anomaly(frame, { perFeature: true });
  const texts = answers && textsIn(answers);
  const nothing = { ...inputs, data: new Float64Array(inputs.data.length) };
  return {
    rows,
    inputs,
    outputs: withColumns(inputs, outputs, (pixel) => `reconstr_${pixel}`),
    squaredErrors: withColumns(nothing, cells, (pixel) => `reconstr_${pixel}.SE`),
    errors: (await model.anomaly(frame)).columns[0].values ?? [],
    ...(texts && { answers: rows.map((row) => texts[row]) }),
  };
}

/** Rows with the largest errors, the largest first; of equal ones the first row first. */
export function hardestRows(errors: ArrayLike<number>, most: number): readonly number[] {
  const rows = Array.from({ length: errors.length }, (_, row) => row);
  const known = rows.filter((row) => !Number.isNaN(errors[row]));
  return known.sort((a, b) => errors[b] - errors[a] || a - b).slice(0, most);
}

/** Images with the values of those pixels that have a column. */
function withColumns(images: ImageSet, frame: Frame, nameOf: (pixel: string) => string): ImageSet {
  const size = images.width * images.height * images.channels;
  const data = Float64Array.from(images.data);
  pixelNames(size).forEach((pixel, p) => {
    const values = frame.find(nameOf(pixel))?.values;
    values?.forEach((value, row) => {
      data[row * size + p] = Number.isFinite(value) ? value : 0;
    });
  });
  return { ...images, data };
}
