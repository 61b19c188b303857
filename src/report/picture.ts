import { contactSheet } from '../imaging/contact-sheet.js';
import { writePng } from '../imaging/files/write-png.js';
import type { ImageSet } from '../imaging/image-set.js';
import { Markup, markup, type Part } from './markup.js';

/** Pixels of the screen that the longer side of a single small image takes, about. */
const SIDE = 56;
/** Pixels between images of a strip. */
export const GAP = 2;

/** Images in one row as one `<img>`. `alt` is for those who do not see it. Cost: a PNG. */
export async function strip(images: ImageSet, alt: string): Promise<Markup> {
  const sheet = contactSheet(images, { columns: Math.max(1, images.count), gap: GAP });
  return picture(sheet, alt, zoomOf(images));
}

/** One image as an `<img>`, each pixel `zoom` pixels of the screen wide, unless that is wider than the page. */
export async function picture(
  image: ImageSet,
  alt: string,
  zoom: number = zoomOf(image),
): Promise<Markup> {
  const data = base64(await writePng(image));
  const [width, height] = [image.width * zoom, image.height * zoom];
  return markup`<img src="data:image/png;base64,${data}" alt="${alt}" width="${width}" height="${height}">`;
}

/** A picture with what it is below it. */
export function figure(image: Markup, caption: Part): Markup {
  return markup`<figure>${image}<figcaption>${caption}</figcaption></figure>`;
}

/** A picture with what it is above it, or on wide screens in front of it. */
export function titled(title: Part, image: Markup): Markup {
  return markup`<figure><figcaption>${title}</figcaption>${image}</figure>\n`;
}

/** Small images are enlarged by a whole number, so that pixels stay squares of one size. */
export function zoomOf({ width, height }: ImageSet): number {
  return Math.max(1, Math.round(SIDE / Math.max(width, height)));
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return btoa(binary);
}
