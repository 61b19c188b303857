// From the unpacked bytes of a PNG file to samples. Each line of a pass is a byte, the filter, and its samples, packed. Interlaced (Adam7)
// files have seven passes, each with a part of the pixels.
import type { PngHeader } from './header.js';
import { pngError } from './png-error.js';

/** The pixels x = left, left + stepX, ... of the lines y = top, top + stepY, ... */
interface Pass {
  readonly left: number;
  readonly top: number;
  readonly stepX: number;
  readonly stepY: number;
}

const WHOLE: readonly Pass[] = [{ left: 0, top: 0, stepX: 1, stepY: 1 }];
const ADAM7: readonly Pass[] = [
  { left: 0, top: 0, stepX: 8, stepY: 8 },
  { left: 4, top: 0, stepX: 8, stepY: 8 },
  { left: 0, top: 4, stepX: 4, stepY: 8 },
  { left: 2, top: 0, stepX: 4, stepY: 4 },
  { left: 0, top: 2, stepX: 2, stepY: 4 },
  { left: 1, top: 0, stepX: 2, stepY: 2 },
  { left: 0, top: 1, stepX: 1, stepY: 2 },
];

/** A pass of an image of this size: its pixels and the bytes of a line without the filter's. */
interface PassSize extends Pass {
  readonly columns: number;
  readonly rows: number;
  readonly lineBytes: number;
}

function passesOf({ width, height, depth, samples, interlaced }: PngHeader): PassSize[] {
  return (interlaced ? ADAM7 : WHOLE)
    .map((pass) => {
      const columns = Math.max(0, Math.ceil((width - pass.left) / pass.stepX));
      const rows = Math.max(0, Math.ceil((height - pass.top) / pass.stepY));
      return { ...pass, columns, rows, lineBytes: Math.ceil((columns * samples * depth) / 8) };
    })
    .filter(({ columns, rows }) => columns > 0 && rows > 0);
}

/** How many bytes the packed pixels unpack to. */
export function unpackedBytes(header: PngHeader): number {
  return passesOf(header).reduce((sum, { rows, lineBytes }) => sum + rows * (1 + lineBytes), 0);
}

/**
 * The samples, pixel by pixel: `samples` of each, not scaled. `bytes` has unpackedBytes() and is written over. Throws InputFormatError for
 * a filter that does not exist. Cost: linear.
 */
export function readSamples(
  bytes: Uint8Array,
  header: PngHeader,
  file: string | undefined,
): Uint16Array {
  const { width, height, depth, samples } = header;
  const pixelBytes = Math.max(1, (samples * depth) / 8);
  const out = new Uint16Array(width * height * samples);
  let at = 0;
  for (const { left, top, stepX, stepY, columns, rows, lineBytes } of passesOf(header)) {
    const values = new Uint16Array(columns * samples);
    let above: Uint8Array = new Uint8Array(lineBytes);
    for (let row = 0; row < rows; row++) {
      const filter = bytes[at];
      const line = bytes.subarray(at + 1, at + 1 + lineBytes);
      if (filter > 4)
        throw pngError(`filter ${filter} in line ${top + row * stepY} is unknown`, file);
      undoFilter(filter, line, above, pixelBytes);
      unpack(line, depth, values);
      const start = (top + row * stepY) * width + left;
      for (let column = 0; column < columns; column++) {
        for (let s = 0; s < samples; s++) {
          out[(start + column * stepX) * samples + s] = values[column * samples + s];
        }
      }
      above = line;
      at += 1 + lineBytes;
    }
  }
  return out;
}

/** In place: each byte is a difference from one that is made of those left (a), above (b) and above left (c). */
function undoFilter(filter: number, line: Uint8Array, above: Uint8Array, pixelBytes: number): void {
  if (filter === 0) return;
  for (let i = 0; i < line.length; i++) {
    const a = i < pixelBytes ? 0 : line[i - pixelBytes];
    const b = above[i];
    const c = i < pixelBytes ? 0 : above[i - pixelBytes];
    if (filter === 1) line[i] += a;
    else if (filter === 2) line[i] += b;
    else if (filter === 3) line[i] += (a + b) >> 1;
    else line[i] += paeth(a, b, c);
  }
}

/** Which of the three is nearest to a + b - c. */
function paeth(a: number, b: number, c: number): number {
  const [da, db, dc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  if (da <= db && da <= dc) return a;
  return db <= dc ? b : c;
}

/** Samples of 1, 2, 4, 8 or 16 bits, the highest bits of a byte first. */
function unpack(line: Uint8Array, depth: number, out: Uint16Array): void {
  if (depth === 8) out.set(line.subarray(0, out.length));
  else if (depth === 16) {
    for (let i = 0; i < out.length; i++) out[i] = line[2 * i] * 256 + line[2 * i + 1];
  } else {
    const perByte = 8 / depth;
    const mask = 2 ** depth - 1;
    for (let i = 0; i < out.length; i++) {
      const shift = 8 - depth * (1 + (i % perByte));
      out[i] = (line[Math.floor(i / perByte)] >> shift) & mask;
    }
  }
}
