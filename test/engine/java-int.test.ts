import { expect, test } from 'vitest';
import { toJavaInt } from '../../src/engine/java-int.js';

test.each([
  [1.9, 1],
  [-1.9, -1],
  [-0.5, 0],
  [NaN, 0],
  [Infinity, 2147483647],
  [1e10, 2147483647],
  [-Infinity, -2147483648],
  [2147483647.5, 2147483647],
])('casts %d to %d as Java does', (x, expected) => {
  expect(toJavaInt(x)).toBe(expected);
});
