// Uniform draws of many images at once: src/imaging/drawn-random.ts.
import { philox, WORDS } from './image-philox';

/** `perImage` doubles for each of `images` images, of which the first is number `image`, into `to`. */
export function uniforms(
  to: usize,
  images: u32,
  perImage: u32,
  key0: u32,
  key1: u32,
  stream: u32,
  image: u32,
  copy: u32,
): void {
  for (let i: u32 = 0; i < images; i++) {
    for (let draw: u32 = 0; draw < perImage; draw++, to += 8) {
      // Two words are a draw, two draws a block.
      if ((draw & 1) == 0) philox(draw >> 1, stream, image + i, copy, key0, key1);
      const words = WORDS + ((draw & 1) << 3);
      const high = load<u32>(words) >> 5;
      const low = load<u32>(words, 4) >> 6;
      store<f64>(to, (<f64>high * 67108864 + <f64>low) / 9007199254740992);
    }
  }
}
