// Every operation against R's imager, to the bit.
import { describe, expect, it } from 'vitest';
import { applyEffect, type ImageBackend } from '../../src/imaging/index.js';
import { imagingCases, type ImagingCase } from './cases.js';

const BACKENDS: readonly ImageBackend[] = ['js', 'wasm-scalar', 'wasm-simd'];

const { cases, setting, expected } = imagingCases();
const groupOf = ({ reference, op }: ImagingCase): string => `${op}, ${reference}`;
const groups = [...new Set(cases.map(groupOf))];

describe.each(BACKENDS)('%s', (backend) => {
  it.each(groups)('gives the bits of imager for %s', (group) => {
    const wrong = cases.filter((of) => groupOf(of) === group && !isEqual(of, backend));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

function isEqual(of: ImagingCase, backend: ImageBackend): boolean {
  const { image, options } = setting(of);
  const found = applyEffect(of.op, of.params, image, { ...options, backend });
  const { width, height, channels, data } = expected(of);
  if (found.width !== width || found.height !== height || found.channels !== channels) return false;
  const rounds = of.output.dtype === 'f4';
  return found.data.every((v, i) => (rounds ? Math.fround(v) : v) === data[i]);
}
