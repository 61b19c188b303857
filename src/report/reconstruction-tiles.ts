import { sliceImages, toByte, type ImageSet } from '../imaging/image-set.js';
import type { Reconstructions } from './data.js';
import { heatImage, heatKey, heatScale } from './heat.js';
import { markup, type Markup } from './markup.js';
import { brief } from './numbers.js';
import { figure, strip } from './picture.js';

/** For each row the image, what became of it and where they differ, side by side. `id`: another one for each list of a page. */
export async function reconstructionTiles(id: string, part: Reconstructions): Promise<Markup> {
  const { rows, answers, inputs, outputs, squaredErrors, errors } = part;
  const most = heatScale(squaredErrors.data);
  const tiles: Markup[] = [];
  for (const [i, row] of rows.entries()) {
    const [input, output, error] = [inputs, outputs, squaredErrors].map((set) => {
      return sliceImages(set, i, i + 1);
    });
    const three = sideBySide([inColour(input), inColour(output), heatImage(error, most)]);
    const name = named(row, answers?.[i]);
    const image = await strip(three, `${name}: input, reconstruction and error map`);
    tiles.push(markup`<li>${figure(image, markup`${name}<br>error ${brief(errors[i])}`)}</li>\n`);
  }
  return markup`${heatKey(id, brief(most), 'Squared error of a pixel')}<ul class="tiles triples">
${tiles}</ul>
`;
}

/** `row 17, a 4`. */
function named(row: number, answer: string | null | undefined): string {
  return `row ${row}${answer === null || answer === undefined ? '' : `, a ${answer}`}`;
}

/** Sets of one image each, of one size, as one set. */
function sideBySide(sets: readonly ImageSet[]): ImageSet {
  const data = Uint8Array.from(sets.flatMap(({ data: levels }) => Array.from(levels, toByte)));
  return { ...sets[0], data, count: sets.length };
}

/** One image as red, green and blue: of grey images the plane three times. */
function inColour(image: ImageSet): ImageSet {
  const { width, height, channels, data } = image;
  if (channels === 3) return image;
  const plane = [...data.subarray(0, width * height)];
  return { ...image, channels: 3, data: Float64Array.from([...plane, ...plane, ...plane]) };
}
