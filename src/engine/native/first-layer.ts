// First layers over lists of the units that are not zero.
import type { DenseSpec, FirstLayerKernel, NumberRows, UnitSpec } from '../kernels.js';
import { isColumns } from '../number-columns.js';
import type { NativeAddon, NativeFirstLayer } from './addon.js';
import { asNativeBlock } from './storage.js';
import { unitArguments } from './units.js';

export function loadFirstLayer(
  addon: NativeAddon,
  instructions: string,
  units: UnitSpec,
  { outputs, channels, weights, bias }: DenseSpec,
): NativeFirstLayer {
  const spec = unitArguments(units);
  return new addon.NativeFirstLayer(instructions, ...spec, outputs, channels, weights, bias);
}

export function firstLayerKernel(layer: NativeFirstLayer): FirstLayerKernel {
  return {
    run: (from, first, rows, y) => {
      // There are categorical columns, so that no rows of numbers come (checked.ts).
      const columns = from as Exclude<typeof from, NumberRows>;
      if (isColumns(columns)) {
        layer.runColumns(columns.columns, columns.at + first, rows, y.values);
        return;
      }
      const { cells, stride } = asNativeBlock(columns);
      layer.runBlock(cells, stride, first, rows, y.values);
    },
  };
}
