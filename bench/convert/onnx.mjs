// Writes ONNX models: graphs of one float input X and one float output Y. Field numbers are those of onnx.proto.
import { bytes, integer, message, packedFloats, packedIntegers, text } from './protobuf.mjs';

const FLOAT = 1;
const ATTRIBUTE_TYPES = { integer: 2, string: 3, floats: 6, integers: 7, strings: 8 };

/** An attribute of a node; `kind` is a key of ATTRIBUTE_TYPES. */
export function attribute(name, kind, value) {
  const fields = {
    integer: () => [integer(3, value)],
    string: () => [text(4, value)],
    floats: () => [packedFloats(7, value)],
    integers: () => [packedIntegers(8, value)],
    strings: () => value.map((each) => text(9, each)),
  };
  return message(5, text(1, name), fields[kind](), integer(20, ATTRIBUTE_TYPES[kind]));
}

export function node(type, inputs, outputs, { domain = '', attributes = [] } = {}) {
  return message(
    1,
    inputs.map((name) => text(1, name)),
    outputs.map((name) => text(2, name)),
    text(4, type),
    attributes,
    text(7, domain),
  );
}

/** A constant tensor. */
export function initializer(name, dims, values) {
  const data = Float32Array.from(values);
  return message(
    5,
    dims.map((dim) => integer(1, dim)),
    integer(2, FLOAT),
    text(8, name),
    bytes(9, Buffer.from(data.buffer)),
  );
}

/** The file: `parts` are nodes and initializers. */
export function model(parts, inputWidth, outputWidth) {
  const table = (field, name, width) =>
    message(
      field,
      text(1, name),
      message(
        2,
        message(
          1,
          integer(1, FLOAT),
          message(2, message(1, text(2, 'N')), message(1, integer(1, width))),
        ),
      ),
    );
  const graph = message(
    7,
    parts,
    text(2, 'wasmojo-bench'),
    table(11, 'X', inputWidth),
    table(12, 'Y', outputWidth),
  );
  const opset = (domain, version) => message(8, text(1, domain), integer(2, version));
  return Buffer.concat([integer(1, 8), opset('', 17), opset('ai.onnx.ml', 3), graph]);
}
