// The way into a network and out of it, in double.
import type { UnitsKernel, UnitSpec } from '../kernels.js';
import { isColumns } from '../number-columns.js';
import { isRows } from '../number-rows.js';
import type { NativeAddon, NativeUnits } from './addon.js';
import { asNativeBlock } from './storage.js';

export function loadUnits(addon: NativeAddon, instructions: string, spec: UnitSpec): NativeUnits {
  return new addon.NativeUnits(instructions, ...unitArguments(spec));
}

/** What the addon's constructors take of units. */
export function unitArguments({
  cats,
  nums,
  catOffsets,
  useAllFactorLevels,
  normMul,
  normSub,
}: UnitSpec): [Int32Array, boolean, Float64Array, Float64Array] {
  const standardized = normMul.length > 0;
  return [
    catOffsets.subarray(0, cats + 1),
    useAllFactorLevels,
    standardized ? normSub.subarray(0, nums) : new Float64Array(nums),
    standardized ? normMul.subarray(0, nums) : new Float64Array(nums).fill(1),
  ];
}

/** `restores`: numbers have units of their own. */
export function unitsKernel(units: NativeUnits, restores: boolean): UnitsKernel {
  return {
    fill: (from, first, rows, to) => {
      if (isRows(from)) {
        units.fillRows(from.values, from.at, from.stride, first, rows, to.values);
        return;
      }
      if (isColumns(from)) {
        units.fillColumns(from.columns, from.at + first, rows, to.values);
        return;
      }
      const { cells, stride } = asNativeBlock(from);
      units.fillBlock(cells, stride, first, rows, to.values);
    },
    restore: ({ values }, count) => {
      if (restores) units.restore(values, count);
    },
  };
}
