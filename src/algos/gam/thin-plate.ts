import { log, pow } from '../../../assembly/math.js';
import type { Table } from '../tables.js';
import { multiply } from './centering.js';
import type { Basis } from './spline.js';

/** The parts of a thin plate regression spline. */
export interface ThinPlate {
  /** Order of the penalised derivative. */
  readonly m: number;
  /** Knots per column. */
  readonly knots: Table;
  /** Exponents of each column per polynomial. */
  readonly polynomials: Table;
  /** Takes the distances to the space orthogonal to the polynomials. */
  readonly zTransposeCS: Table;
  readonly zTranspose: Table;
}

/** Thin plate regression spline of several columns (GamUtilsThinPlateRegression). */
export function thinPlateBasis(plate: ThinPlate): Basis {
  const { m, knots, polynomials, zTransposeCS, zTranspose } = plate;
  const columns = knots.length;
  const knotCount = knots[0].length;
  const constant = constantTerm(m, columns);
  const distances = new Float64Array(knotCount);
  const joined = new Float64Array(knotCount);
  const projected = joined.subarray(0, knotCount - polynomials.length);
  return {
    size: knotCount - 1,
    expand(values, cells) {
      for (let k = 0; k < knotCount; k++) {
        let squares = 0;
        for (let c = 0; c < columns; c++) {
          const difference = values[c] - knots[c][k];
          squares += difference * difference;
        }
        distances[k] = radial(Math.sqrt(squares), m, columns, constant);
      }
      multiply(distances, zTransposeCS, projected);
      polynomials.forEach((exponents, i) => {
        let product = 1;
        for (let c = 0; c < columns; c++) product *= power(values[c], exponents[c]);
        joined[projected.length + i] = product;
      });
      multiply(joined, zTranspose, cells);
    },
  };
}

/** r^(2m - d), times log of it where d is even. */
function radial(r: number, m: number, d: number, constant: number): number {
  const distance = power(r, 2 * m - d);
  const value = constant * distance;
  return d % 2 === 0 && distance !== 0 ? value * log(distance) : value;
}

/** calTPConstantTerm; factorials are those of 32 bits. */
function constantTerm(m: number, d: number): number {
  if (d % 2 === 0) {
    const sign = (m + 1 + d / 2) % 2 === 0 ? 1 : -1;
    return (
      sign / (power(2, 2 * m - 1) * power(Math.PI, d / 2) * factorial(m - 1) * factorial(m - d / 2))
    );
  }
  const sign = m % 2 === 0 ? 1 : -1;
  return (sign * m) / (factorial(2 * m) * power(Math.PI, (d - 1) / 2));
}

function factorial(n: number): number {
  let product = 1;
  for (let i = 2; i <= n; i++) product = Math.imul(product, i);
  return product;
}

/** x^exponent as Math.pow, for a whole exponent from 0 on. */
function power(x: number, exponent: number): number {
  return exponent === 1 ? x : pow(x, exponent);
}
