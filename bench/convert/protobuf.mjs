// As much of Protocol Buffers as an ONNX file takes. A message is a list of fields, each a Buffer.

function varint(value) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

const key = (field, wireType) => varint(field * 8 + wireType);

function lengthDelimited(field, bytes) {
  return Buffer.concat([key(field, 2), varint(bytes.length), bytes]);
}

export const integer = (field, value) => Buffer.concat([key(field, 0), varint(value)]);
export const text = (field, value) => lengthDelimited(field, Buffer.from(value));
export const bytes = (field, value) => lengthDelimited(field, value);
/** `fields`: also lists of fields. */
export const message = (field, ...fields) => lengthDelimited(field, Buffer.concat(fields.flat()));
export const packedFloats = (field, values) =>
  lengthDelimited(field, Buffer.from(Float32Array.from(values).buffer));
export const packedIntegers = (field, values) =>
  lengthDelimited(field, Buffer.concat(Array.from(values, varint)));
