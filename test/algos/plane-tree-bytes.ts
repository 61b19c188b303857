// Writes trees of an extended isolation forest, node by node.

export type PlaneNode =
  | { readonly number: number; readonly rows: number }
  | {
      readonly number: number;
      readonly normal: readonly number[];
      readonly point: readonly number[];
    };

/** Bytes of a tree over `width` columns; `tail` zero bytes follow, as H2O leaves them. */
export function writePlaneTree(width: number, nodes: readonly PlaneNode[], tail = 0): Uint8Array {
  const sizes = nodes.map((node) => ('rows' in node ? 9 : 5 + 16 * width));
  const bytes = new DataView(new ArrayBuffer(sizes.reduce((sum, size) => sum + size, 4) + tail));
  bytes.setInt32(0, width, true);
  let at = 4;
  nodes.forEach((node, i) => {
    bytes.setInt32(at, node.number, true);
    if ('rows' in node) {
      bytes.setUint8(at + 4, 'L'.charCodeAt(0));
      bytes.setInt32(at + 5, node.rows, true);
    } else {
      bytes.setUint8(at + 4, 'N'.charCodeAt(0));
      [...node.normal, ...node.point].forEach((value, k) => {
        bytes.setFloat64(at + 5 + 8 * k, value, true);
      });
    }
    at += sizes[i];
  });
  return new Uint8Array(bytes.buffer);
}
