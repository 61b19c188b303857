import { sliceImages } from '../imaging/image-set.js';
import type { TurnedPart } from './data.js';
import { markup, type Markup } from './markup.js';
import type { Section } from './page.js';
import { figure, picture } from './picture.js';

/** One image in all positions, each with its angle. */
export async function turnedSection({ name, images, degrees }: TurnedPart): Promise<Section> {
  const tiles: Markup[] = [];
  for (const [i, angle] of degrees.entries()) {
    const image = await picture(sliceImages(images, i, i + 1), `turned by ${angle} degrees`);
    tiles.push(markup`<li>${figure(image, `${angle}°`)}</li>`);
  }
  return {
    id: 'turned',
    title: 'One image turned',
    body: markup`<p>${name}, turned clockwise about its middle.</p>
<ul class="tiles">${tiles}</ul>
`,
  };
}
