/** The bytes of a text in chunks whose lengths go round through `sizes`. */
export function* chunksOf(
  text: string,
  sizes: readonly number[] = [Infinity],
): Generator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0, k = 0; at < bytes.length; k++) {
    const end = Math.min(at + sizes[k % sizes.length], bytes.length);
    yield bytes.slice(at, end);
    at = end;
  }
}
