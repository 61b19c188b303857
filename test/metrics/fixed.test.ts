import { expect, test } from 'vitest';
import { fixed } from '../../src/metrics/fixed.js';

test('a number is rounded half up by its decimal digits, as Java writes it', () => {
  const rounded = [0.125, 1.005, 2.675, 0.995, -1.005, 12, 0.5, 99.995].map((x) => fixed(x, 2));
  expect(rounded).toEqual(['0.13', '1.01', '2.68', '1.00', '-1.01', '12.00', '0.50', '100.00']);
});

test('what is no decimal number is written as JavaScript does', () => {
  expect([NaN, Infinity, 1e-9].map((x) => fixed(x, 2))).toEqual(['NaN', 'Infinity', '0.00']);
});
