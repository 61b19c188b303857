// The raw 64 bits of a double.

const view = new DataView(new ArrayBuffer(8));

/** `Double.doubleToRawLongBits(x)` as two signed 32-bit halves, the high one first. */
export function doubleBits(x: number): [high: number, low: number] {
  view.setFloat64(0, x);
  return [view.getInt32(0), view.getInt32(4)];
}

/** `Double.longBitsToDouble` of two 32-bit halves. */
export function fromDoubleBits(high: number, low: number): number {
  view.setInt32(0, high);
  view.setInt32(4, low);
  return view.getFloat64(0);
}

/** `Double.doubleToRawLongBits(x)` as an unsigned 64-bit integer. */
export function doubleBits64(x: number): bigint {
  view.setFloat64(0, x);
  return view.getBigUint64(0);
}

/** `Float.floatToRawIntBits(x)`, signed; `x` is rounded to float first. */
export function floatBits(x: number): number {
  view.setFloat32(0, x);
  return view.getInt32(0);
}
