// CImg itself, the library that imager calls, on images of a few pixels: 3.3.4 as imager 1.0.3, and 1.7.1 as imager 0.20.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { applyEffect, type EffectOptions, type Image } from '../../src/imaging/index.js';

type Plain = Omit<Image, 'data'> & { readonly data: readonly number[] };

interface CimgCases {
  readonly inputs: Readonly<Record<string, Plain>>;
  readonly cases: readonly {
    readonly op: string;
    readonly params: Readonly<Record<string, unknown>>;
    readonly input: string;
    readonly rules?: EffectOptions['rules'];
    readonly field?: Plain;
    readonly output: Plain;
  }[];
}

const imageOf = (plain: Plain): Image => ({ ...plain, data: Float64Array.from(plain.data) });

const file = new URL('../fixtures/imaging/cimg.json.gz', import.meta.url);
const { inputs, cases } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as CimgCases;

describe.each(['js', 'wasm-scalar', 'wasm-simd'] as const)(
  '%s gives the bits of CImg',
  (backend) => {
    it.each(cases)('for $op $params of $input $rules', (one) => {
      const { op, params, input, output, rules = 'imager-1.0.3', field } = one;
      const options = { backend, rules, ...(field && { field: imageOf(field) }) };
      const { data, ...size } = applyEffect(op, params, imageOf(inputs[input]), options);
      expect({ ...size, data: [...data] }).toEqual(output);
    });
  },
);
