// Sizes, blurs and the shock filter against CImg 3.3.4 itself, the library that imager 1.0.3 calls, on images of a few pixels.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { applyEffect, type Image } from '../../src/imaging/index.js';

type Plain = Omit<Image, 'data'> & { readonly data: readonly number[] };

interface CimgCases {
  readonly inputs: Readonly<Record<string, Plain>>;
  readonly cases: readonly {
    readonly op: string;
    readonly params: Readonly<Record<string, unknown>>;
    readonly input: string;
    readonly output: Plain;
  }[];
}

const file = new URL('../fixtures/imaging/cimg.json.gz', import.meta.url);
const { inputs, cases } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as CimgCases;

describe.each(['js', 'wasm-scalar', 'wasm-simd'] as const)(
  '%s gives the bits of CImg',
  (backend) => {
    it.each(cases)('for $op $params of $input', ({ op, params, input, output }) => {
      const image = { ...inputs[input], data: Float64Array.from(inputs[input].data) };
      const { data, ...size } = applyEffect(op, params, image, { backend });
      expect({ ...size, data: [...data] }).toEqual(output);
    });
  },
);
