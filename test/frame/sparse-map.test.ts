import { expect, it } from 'vitest';
import { sparseMap } from '../../src/frame/sparse-map.js';

it('finds what was put in, before and after, and nothing for anybody else', () => {
  const sparse = sparseMap(new Map([['a', 1]]), 2, NaN);
  sparse.set('b', 2);
  const found = ['a', 'b', 'c', '', 'Symbol()', Symbol()].map((key) => sparse.get(key));
  expect(found).toEqual([1, 2, undefined, undefined, undefined, undefined]);
});

it('leaves a map of many keys as it is', () => {
  const many = new Map([['a', 1]]);
  expect(sparseMap(many, 100_000, NaN)).toBe(many);
});
