// Bases of splines at knots, between and outside them, and radial functions of thin plates of many orders. The answers are those of
// h2o-genmodel 3.46.0.10 (ISplines, MSplines, GamUtilsThinPlateRegression).
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { iSplineBasis } from '../../../src/algos/gam/i-spline.js';
import { mSplineBasis } from '../../../src/algos/gam/m-spline.js';
import { M_SPLINE, SplineFunctions } from '../../../src/algos/gam/recursion.js';
import { thinPlateBasis } from '../../../src/algos/gam/thin-plate.js';
import { isClose, type JavaNumber } from '../../conformance/compare.js';

interface Answers {
  readonly knots: readonly number[];
  readonly splines: readonly {
    readonly order: number;
    readonly x: JavaNumber;
    readonly iSplines: readonly JavaNumber[];
    readonly mSplines: readonly JavaNumber[];
  }[];
  readonly plates: readonly {
    readonly m: number;
    readonly columns: number;
    readonly distances: readonly number[];
  }[];
}

const { knots, splines, plates } = JSON.parse(
  readFileSync(new URL('splines.json', import.meta.url), 'utf8'),
) as Answers;
const KNOTS = Float64Array.from(knots);

describe.each(splines)('order $order at $x', ({ order, x, iSplines, mSplines }) => {
  it('I-splines', () => {
    const basis = iSplineBasis(KNOTS, order);
    const cells = new Float64Array(basis.size + 1).fill(-7);
    basis.expand(Float64Array.of(Number(x)), cells);
    // Nothing is written behind the last one.
    expect([...cells]).toEqual([...iSplines.map(Number), -7]);
  });

  it('M-splines', () => {
    const values = new SplineFunctions(M_SPLINE, order, KNOTS).evaluate(Number(x));
    expect([...values]).toEqual(mSplines.map(Number));
  });
});

it('M-splines are centred: one cell less than there are functions', () => {
  const { x, mSplines } = splines.find(({ order, x: at }) => order === 3 && at === 1.75)!;
  const table = mSplines
    .slice(1)
    .map((_, row) => Float64Array.from(mSplines, (__, i) => (i === row + 1 ? 2 : 0)));
  const basis = mSplineBasis(KNOTS, 3, table);
  const cells = new Float64Array(basis.size);
  basis.expand(Float64Array.of(Number(x)), cells);
  expect([...cells]).toEqual(mSplines.slice(1).map((value) => 2 * Number(value)));
});

it.each(plates)('thin plate of order $m over $columns columns', ({ m, columns, distances }) => {
  const values = [0.5, -1, 2, 3].slice(0, columns);
  const basis = thinPlateBasis({
    m,
    knots: values.map((x, c) => Float64Array.of(x, c, 2 * c - 3)),
    polynomials: [new Float64Array(columns)],
    zTransposeCS: [Float64Array.of(0, 1, 0), Float64Array.of(0, 0, 1)],
    zTranspose: [Float64Array.of(1, 0, 0), Float64Array.of(0, 1, 0)],
  });
  const cells = new Float64Array(2);
  basis.expand(Float64Array.from(values), cells);
  cells.forEach((cell, i) => {
    const wanted = distances[i + 1];
    // Java's pow and log may differ in the last place, and both are multiplied.
    expect(isClose(cell, wanted, 1e-14), `${cell}, not ${wanted}`).toBe(true);
  });
});
