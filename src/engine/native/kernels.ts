// The native back end: thin calls of the Rust kernels (native/src).
import { disposedError } from '../disposed.js';
import type { ForestTable } from '../forest-table.js';
import { createForest as createTableForest } from '../js/forest.js';
import type {
  Activation,
  DenseSpec,
  DistanceSpec,
  ForestKernel,
  Kernels,
  LinearSpec,
  Link,
  SumType,
} from '../kernels.js';
import { listsInputs } from '../listed-inputs.js';
import { LentColumns, LoanClosedError } from '../lent-columns.js';
import { isColumns } from '../number-columns.js';
import { levelBitsBound } from '../wasm/level-bits.js';
import type { NativeAddon } from './addon.js';
import { firstLayerKernel, loadFirstLayer } from './first-layer.js';
import { createShap } from './shap.js';
import { loadNetwork, networkKernel } from './single-network.js';
import { asNativeBlock, NativeBlock, NativeMatrix } from './storage.js';
import { loadUnits, unitsKernel } from './units.js';

/** Trees that split columns of very many levels very often would take more memory than this: they are walked in the table. */
const MAX_LEVEL_BITS_BYTES = 2 ** 26;

/** In the order of `Link` in native/src/link.rs. */
const LINKS: readonly Link[] = [
  'identity',
  'gbm-log',
  'gbm-logit',
  'gbm-inverse',
  'gbm-ologlog',
  'gbm-oprobit',
  'glm-log',
  'glm-logit',
  'glm-inverse',
  'glm-tweedie-log',
  'glm-tweedie-pow',
];

/** In the order of native/src/activation.rs. */
const ACTIVATIONS: readonly Activation[] = ['Tanh', 'Rectifier', 'ExpRectifier'];

/**
 * Kernels that run one of `addon.instructionSets()`, by default the best one. Arguments are not checked here: see checked.ts, and
 * the addon itself refuses whatever would reach outside an array.
 */
export function createNativeKernels(
  addon: NativeAddon,
  instructions = addon.instructionSets()[0],
): Kernels {
  let held: { dispose(): void }[] | undefined = [];

  /** Remembers the kernel until `dispose`. */
  function hold<Kernel extends { dispose(): void }>(kernel: Kernel): Kernel {
    if (held === undefined) throw disposedError();
    held.push(kernel);
    return kernel;
  }

  return {
    name: 'native',
    readsColumns: true,
    block: (width, capacity) => new NativeBlock(width, capacity),
    matrix: (width, capacity) => new NativeMatrix(width, capacity),
    strideBytes: (block) => asNativeBlock(block).stride * Float64Array.BYTES_PER_ELEMENT,
    moveCells: (block, cells) => asNativeBlock(block).moveTo(cells),
    loans: {
      make: () => new addon.NativeLoan(),
      fill: (loan, at, rows, block) => {
        const { cells, stride } = asNativeBlock(block);
        return addon.fillFromLoan(loan, at, rows, cells, stride);
      },
    },
    forest: (table, { sums = 'double' } = {}) =>
      levelBitsBound(table) > MAX_LEVEL_BITS_BYTES
        ? createTableForest(table, { sums })
        : forestKernel(hold(loadForest(addon, instructions, sums, table))),
    shap: (spec) => hold(createShap(spec)),
    dense: ({ inputs, outputs, channels, weights, bias }: DenseSpec) => {
      const dense = hold(
        new addon.NativeDense(instructions, inputs, outputs, channels, weights, bias),
      );
      return { run: (x, rows, y) => dense.run(x.values, rows, y.values) };
    },
    units: (spec) =>
      unitsKernel(hold(loadUnits(addon, instructions, spec)), spec.normMul.length > 0),
    firstLayer: (units, layer) =>
      listsInputs(units, layer)
        ? firstLayerKernel(hold(loadFirstLayer(addon, instructions, units, layer)))
        : undefined,
    singleNetwork: (spec) =>
      networkKernel(hold(loadNetwork(addon, instructions, spec)), spec.units.normMul.length > 0),
    linear: ({ cats, catOffsets, nums, useAllFactorLevels, beta }: LinearSpec) => {
      const offsets = catOffsets.subarray(0, cats + 1);
      const linear = hold(
        new addon.NativeLinear(instructions, offsets, nums, useAllFactorLevels, beta),
      );
      return {
        run: (input, rows, out, column) => {
          const { cells, stride } = asNativeBlock(input);
          linear.run(cells, stride, rows, out.columns[column]);
        },
      };
    },
    distances: ({ centers, categorical }: DistanceSpec) => {
      const width = categorical.length;
      const cells = new Float64Array(centers.length * width);
      centers.forEach((center, k) => cells.set(center.subarray(0, width), k * width));
      const distances = hold(
        new addon.NativeDistances(instructions, cells, centers.length, categorical),
      );
      return {
        run: (input, rows, out) => {
          const from = asNativeBlock(input);
          const to = asNativeBlock(out);
          distances.run(from.cells, from.stride, rows, to.cells, to.stride);
        },
      };
    },
    linkInverse: (link, block, column, rows, parameter = 0) =>
      addon.linkInverse(LINKS.indexOf(link), block.columns[column], rows, parameter),
    softmaxColumns: (block, first, count, rows) => {
      const { stride } = asNativeBlock(block);
      addon.softmaxColumns(asNativeBlock(block).from(first), stride, count, rows);
    },
    softmaxColumnsGlm: (block, first, count, rows) => {
      const { stride } = asNativeBlock(block);
      addon.softmaxColumnsGlm(asNativeBlock(block).from(first), stride, count, rows);
    },
    softmaxRows: ({ values, width }, rows) => addon.softmaxRows(values, width, rows),
    activate: (activation, { values, width }, rows) =>
      addon.activate(instructions, ACTIVATIONS.indexOf(activation), values, rows * width),
    maxout: (from, channels, to, rows) =>
      addon.maxout(from.values, channels, to.values, to.width, rows),
    scale: ({ values, width }, rows, factor) =>
      addon.scale(instructions, values, rows * width, factor),
    turn: (from, rows, width, to) => {
      if (from instanceof Float64Array) {
        addon.turnDoubles(instructions, from, rows, width, to as Float64Array);
      } else {
        addon.turnFloats(instructions, from, rows, width, to as Float32Array);
      }
    },
    image: () => Promise.resolve({ backend: 'native' }),
    dispose: () => {
      for (const kernel of held ?? []) kernel.dispose();
      held = undefined;
    },
  };
}

function loadForest(addon: NativeAddon, instructions: string, sums: SumType, table: ForestTable) {
  return new addon.NativeForest(
    instructions,
    sums === 'float',
    table.groupCount,
    table.treesPerGroup,
    table.columnCount,
    table.treeStart,
    table.column,
    table.threshold,
    table.left,
    table.flags,
    table.bitset,
    table.bitsetFirst,
    table.bitsetLength,
    table.bitsetStart,
    table.bits,
  );
}

function forestKernel(forest: InstanceType<NativeAddon['NativeForest']>): ForestKernel {
  return {
    sums: (input, rows, fromGroup, toGroup, out, first) => {
      const to = asNativeBlock(out);
      if (input instanceof LentColumns) {
        const { loan, first: at } = input;
        const [cells, { stride }] = [to.from(first), to];
        if (!forest.sumsOfLoan(loan, at, rows, fromGroup, toGroup, cells, stride))
          throw new LoanClosedError();
        return;
      }
      if (isColumns(input)) {
        const { columns, at } = input;
        const [sums, { stride }] = [to.from(first), to];
        forest.sumsOfColumns(columns, at, rows, fromGroup, toGroup, sums, stride);
        return;
      }
      const from = asNativeBlock(input);
      forest.sums(from.cells, from.stride, rows, fromGroup, toGroup, to.from(first), to.stride);
    },
    leaves: (input, rows, out) => {
      const { cells, stride } = asNativeBlock(input);
      forest.leaves(cells, stride, rows, out);
    },
  };
}
