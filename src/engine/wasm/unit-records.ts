import { SINGLE_TILE_ROWS } from '../../../assembly/layout.js';
import type { NumberArray, NumberRows, UnitSpec } from '../kernels.js';
import { copyRows } from '../number-rows.js';
import type { Arena } from './arena.js';

const DOUBLE_BYTES = 8;

/** What units are made of: numbers become (x - sub) * mul - reference. */
export interface UnitScale {
  readonly sub: Float64Array;
  readonly mul: Float64Array;
  readonly reference: Float64Array;
}

/** What units are made of in double. */
export function plainScale({ nums, normMul, normSub }: UnitSpec): UnitScale {
  const standardized = normMul.length > 0;
  return {
    sub: standardized ? normSub : new Float64Array(nums),
    mul: standardized ? normMul : new Float64Array(nums).fill(1),
    reference: new Float64Array(nums),
  };
}

/** The record of assembly/layout.ts for rows of `stride` cells. */
export function placeUnits(
  { cats, nums, catOffsets, useAllFactorLevels }: UnitSpec,
  { sub, mul, reference }: UnitScale,
  stride: number,
  arena: Arena,
): number {
  return arena.placeRecord(
    cats,
    nums,
    arena.place(catOffsets.subarray(0, cats + 1)),
    useAllFactorLevels ? 0 : 1,
    stride,
    arena.place(sub),
    arena.place(mul),
    arena.place(reference),
    arena.place(mul.map((x) => 1 / x)),
  );
}

/** Room in the kernels' memory for rows of numbers on their way in. */
export class RowStage {
  readonly #arena: Arena;
  readonly #width: number;
  readonly #address: number;
  readonly #capacity: number;

  /** For `rows` rows of `width` cells, and whole tiles of them. */
  constructor(width: number, rows: number, arena: Arena) {
    this.#capacity = width * Math.ceil(rows / SINGLE_TILE_ROWS) * SINGLE_TILE_ROWS;
    this.#arena = arena;
    this.#width = width;
    this.#address = arena.allocate(this.#capacity * DOUBLE_BYTES);
  }

  get address(): number {
    return this.#address;
  }

  /** Copies rows in; returns the bytes of a cell. */
  put(from: NumberRows, first: number, count: number): number {
    const { BYTES_PER_ELEMENT } = from.values;
    copyRows(from, first, count, this.#width, this.#view(from.values));
    return BYTES_PER_ELEMENT;
  }

  #view(like: NumberArray): NumberArray {
    const { buffer } = this.#arena;
    if (like instanceof Float64Array)
      return new Float64Array(buffer, this.#address, this.#capacity);
    if (like instanceof Float32Array)
      return new Float32Array(buffer, this.#address, this.#capacity);
    return new Uint8Array(buffer, this.#address, this.#capacity);
  }
}
