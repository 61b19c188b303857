import { describe, expect, it } from 'vitest';
import { linearAxis, logAxis } from '../../src/report/axis.js';

describe('a linear axis', () => {
  it('ends at the next round number, with about four steps', () => {
    const axis = linearAxis('rows', 17, String);
    expect(axis.ticks.map(({ text }) => text)).toEqual(['0', '5', '10', '15', '20']);
    expect([0, 5, 20, 30].map((value) => axis.place(value))).toEqual([0, 0.25, 1, 1]);
  });

  it.each([0, NaN, -1, 5e-324, 1e-310])(
    'has ticks up to 1 where there is nothing above: %d',
    (most) => {
      expect(linearAxis('rows', most, String).ticks.at(-1)!.value).toBe(1);
    },
  );
});

describe('a logarithmic axis', () => {
  it('has powers of ten from its beginning to its end', () => {
    const axis = logAxis('share', -4, 0, String);
    expect(axis.ticks.map(({ value }) => Math.log10(value))).toEqual([-4, -3, -2, -1, 0]);
    expect([0, 1e-5, 1e-4, 1e-2, 1].map((value) => axis.place(value))).toEqual([0, 0, 0, 0.5, 1]);
  });
});
