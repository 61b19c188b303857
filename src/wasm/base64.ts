/** What this file needs of Node's Buffer; browsers have none. */
interface BufferOfNode {
  from(text: string, encoding: 'base64'): Uint8Array<ArrayBuffer>;
}

/** The bytes of a WebAssembly binary that is embedded as base64. */
export function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  // Node's atob takes ten times as long, which the first answer of a process would wait for.
  const { Buffer } = globalThis as { readonly Buffer?: BufferOfNode };
  if (Buffer !== undefined) return Buffer.from(base64, 'base64');
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
