// Looks at the start of chunked bytes before they are read.

/** `head` and then what is left of the chunks that it was taken from. */
export async function* startingWith(
  head: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (head.length > 0) yield head;
  yield* rest;
}

/** The first chunks as one, at least `count` bytes long unless the source is shorter. A copy. */
export async function firstBytes(
  chunks: AsyncGenerator<Uint8Array, void, undefined>,
  count: number,
): Promise<Uint8Array> {
  let head = new Uint8Array(0);
  while (head.length < count) {
    const { value, done } = await chunks.next();
    if (done === true || value === undefined) break;
    const joined = new Uint8Array(head.length + value.length);
    joined.set(head);
    joined.set(value, head.length);
    head = joined;
  }
  return head;
}
