// Wraps a back end so that both refuse the same misuse: WebAssembly would otherwise write into its neighbours' memory.
import { ALIGNMENT } from '../../assembly/layout.js';
import { ArgumentError } from '../errors.js';
import { disposedError } from './disposed.js';
import type { ForestTable } from './forest-table.js';
import type {
  Block,
  DenseSpec,
  FirstLayerKernel,
  ForestKernel,
  Kernels,
  Matrix,
  NetworkSpec,
  NumberColumns,
  NumberRows,
  PackedForestOptions,
  RowNetworkKernel,
  ShapSpec,
  SingleNetworkKernel,
  UnitSpec,
} from './kernels.js';
import { LentColumns } from './lent-columns.js';
import { isColumns } from './number-columns.js';
import type { PackedForest } from './packed-forest.js';
import { isRows } from './number-rows.js';

type ForestShape = Pick<ForestTable, 'groupCount' | 'treesPerGroup' | 'columnCount'>;

/** The same operations, with sizes checked and use after `dispose` refused. Cost: a few comparisons per call. */
export function checked(backend: Kernels): Kernels {
  const { name, readsColumns, turn } = backend;
  const drops: (() => void)[] = [];
  let live: Kernels | undefined = backend;

  function kernels(): Kernels {
    if (live === undefined) throw disposedError();
    return live;
  }

  return {
    name,
    readsColumns,
    block: (width, capacity) => {
      requireSize('width', width);
      requireSize('capacity', capacity);
      return kernels().block(width, capacity);
    },
    matrix: (width, capacity) => {
      requireSize('width', width);
      requireSize('capacity', capacity);
      return kernels().matrix(width, capacity);
    },
    strideBytes: (block) => kernels().strideBytes(block),
    moveCells: (block, cells) => {
      const { byteOffset } = cells;
      requireSize('byteOffset', byteOffset);
      if (byteOffset % ALIGNMENT !== 0) {
        throw new ArgumentError('byteOffset', `a multiple of ${ALIGNMENT}`, byteOffset);
      }
      kernels().moveCells(block, cells);
    },
    loans: backend.loans && {
      make: () => kernels().loans!.make(),
      fill: (loan, at, rows, block) => {
        requireSize('first row', at);
        requireRows(rows, block);
        return kernels().loans!.fill(loan, at, rows, block);
      },
    },
    forest: (table, options) => checkedForest(kernels().forest(table, options), shapeOf(table)),
    packedForest: backend.packedForest && checkedPackedForest,
    shap: (spec) => {
      const { table, width } = spec;
      requireFeatures(spec);
      const shap = loaded(kernels().shap(spec));
      return {
        add: (input, first, rows, from, to, sums) => {
          requireSize('rows', rows);
          requireSize('first row', first);
          requireRows(first + rows, input);
          if (first % 8 !== 0) throw new ArgumentError('first row', 'a multiple of 8', first);
          requireColumns('input', input, 0, table.columnCount);
          requireRange('trees', from, to, table.treeStart.length - 1);
          requireLength('sums', sums.length, rows * width);
          shap().add(input, first, rows, from, to, sums);
        },
      };
    },
    units: (spec) => {
      const width = requireUnits(spec);
      const units = loaded(kernels().units(spec));
      return {
        fill: (from, first, rows, to) => {
          requireSize('first row', first);
          requireSource(from, first + rows, spec, readsColumns);
          requireRows(rows, to);
          requireWidth('to', to, width);
          units().fill(from, first, rows, to);
        },
        restore: (cells, rows) => {
          requireRows(rows, cells);
          requireWidth('rows', cells, width);
          units().restore(cells, rows);
        },
      };
    },
    dense: (spec) => {
      const { inputs, outputs, channels } = spec;
      requireLayer(spec);
      const dense = loaded(kernels().dense(spec));
      return {
        run: (x, rows, y) => {
          requireRows(rows, x, y);
          requireWidth('x', x, inputs);
          requireWidth('y', y, outputs * channels);
          dense().run(x, rows, y);
        },
      };
    },
    firstLayer: backend.firstLayer && checkedFirstLayer,
    singleNetwork: backend.singleNetwork && checkedNetwork,
    rowNetwork: backend.rowNetwork && checkedRowNetwork,
    linear: (spec) => {
      requireLength('catOffsets', spec.catOffsets.length, spec.cats + 1);
      requireLength('beta', spec.beta.length, spec.catOffsets[spec.cats] + spec.nums + 1);
      const linear = loaded(kernels().linear(spec));
      return {
        run: (input, rows, out, column) => {
          requireRows(rows, input, out);
          requireColumns('input', input, 0, spec.cats + spec.nums);
          requireColumns('out', out, column, 1);
          linear().run(input, rows, out, column);
        },
      };
    },
    distances: (spec) => {
      const width = spec.categorical.length;
      for (const center of spec.centers) requireLength('center', center.length, width);
      const distances = loaded(kernels().distances(spec));
      return {
        run: (input, rows, out) => {
          requireRows(rows, input, out);
          requireColumns('input', input, 0, width);
          requireColumns('out', out, 0, spec.centers.length);
          distances().run(input, rows, out);
        },
      };
    },
    linkInverse: (link, block, column, rows, parameter) => {
      requireRows(rows, block);
      requireColumns('block', block, column, 1);
      kernels().linkInverse(link, block, column, rows, parameter);
    },
    softmaxColumns: (block, first, count, rows) => {
      requireRows(rows, block);
      requireColumns('block', block, first, count);
      kernels().softmaxColumns(block, first, count, rows);
    },
    softmaxColumnsGlm: (block, first, count, rows) => {
      requireRows(rows, block);
      requireColumns('block', block, first, count);
      kernels().softmaxColumnsGlm(block, first, count, rows);
    },
    softmaxRows: (matrix, rows) => {
      requireRows(rows, matrix);
      kernels().softmaxRows(matrix, rows);
    },
    activate: (activation, matrix, rows) => {
      requireRows(rows, matrix);
      kernels().activate(activation, matrix, rows);
    },
    maxout: (from, channels, to, rows) => {
      requireRows(rows, from, to);
      requireWidth('from', from, to.width * channels);
      kernels().maxout(from, channels, to, rows);
    },
    scale: (matrix, rows, factor) => {
      requireRows(rows, matrix);
      kernels().scale(matrix, rows, factor);
    },
    turn:
      turn &&
      ((from, rows, width, to) => {
        requireSize('rows', rows);
        requireSize('width', width);
        requireLength('from', from.length, rows * width);
        requireLength('to', to.length, rows * width);
        if (from instanceof Float64Array !== to instanceof Float64Array)
          throw new ArgumentError('to', 'cells of the type of `from`', to);
        turn(from, rows, width, to);
      }),
    image: async () => kernels().image(),
    dispose: () => {
      live?.dispose();
      live = undefined;
      for (const drop of drops.splice(0)) drop();
    },
  };

  function checkedPackedForest(
    packed: PackedForest,
    options: PackedForestOptions,
  ): ForestKernel | undefined {
    const forest = (kernels() as Required<Kernels>).packedForest!(packed, options);
    return forest && checkedForest(forest, shapeOf(packed));
  }

  function checkedForest(kernel: ForestKernel, shape: ForestShape): ForestKernel {
    const forest = loaded(kernel);
    const { groupCount, treesPerGroup, columnCount } = shape;
    const trees = groupCount * treesPerGroup;
    return {
      sums: (input, rows, fromGroup, toGroup, out, first) => {
        requireRows(rows, out);
        requireCells(input, rows, columnCount, readsColumns);
        requireColumns('out', out, first, treesPerGroup);
        requireRange('groups', fromGroup, toGroup, groupCount);
        forest().sums(input, rows, fromGroup, toGroup, out, first);
      },
      leaves: (input, rows, out) => {
        requireRows(rows, input);
        requireColumns('input', input, 0, columnCount);
        requireLength('out', out.length, trees * rows);
        forest().leaves(input, rows, out);
      },
    };
  }

  function checkedFirstLayer(units: UnitSpec, layer: DenseSpec): FirstLayerKernel | undefined {
    const { inputs, outputs, channels } = layer;
    const width = requireUnits(units);
    if (inputs !== width) throw new ArgumentError('inputs', `${width}`, inputs);
    requireLayer(layer);
    const kernel = (kernels() as Required<Kernels>).firstLayer!(units, layer);
    if (kernel === undefined) return undefined;
    const first = loaded(kernel);
    return {
      run: (from, at, rows, y) => {
        requireSize('first row', at);
        requireRows(rows, y);
        requireSource(from, at + rows, units, readsColumns);
        requireWidth('y', y, outputs * channels);
        first().run(from, at, rows, y);
      },
    };
  }

  function checkedNetwork(spec: NetworkSpec): SingleNetworkKernel {
    const units = requireNetwork(spec);
    const network = loaded((kernels() as Required<Kernels>).singleNetwork!(spec));
    return {
      run: (from, rows, layers, out, restored) => {
        requireSize('rows', rows);
        requireSource(from, rows, spec.units, readsColumns);
        if (spec.layers[layers - 1] === undefined) {
          throw new ArgumentError('layers', `from 1 to ${spec.layers.length}`, layers);
        }
        const { outputs } = spec.layers[layers - 1];
        if (restored && outputs !== units)
          throw new ArgumentError('layers', `one of ${units} units`, layers);
        requireLength('out', out.length, rows * outputs);
        return network().run(from, rows, layers, out, restored);
      },
    };
  }

  function checkedRowNetwork(spec: NetworkSpec, before: number): RowNetworkKernel | undefined {
    const units = requireNetwork(spec);
    requireSize('before', before);
    const kernel = (kernels() as Required<Kernels>).rowNetwork!(spec, before);
    if (kernel === undefined) return undefined;
    const { input, output } = kernel;
    const network = loaded(kernel);
    return {
      input,
      output,
      run: (restored) => {
        if (restored) requireWidth('units', output, before + units);
        network().run(restored);
      },
    };
  }

  /** A kernel that is out of reach once its model is disposed, and keeps no memory alive. */
  function loaded<Kernel>(kernel: Kernel): () => Kernel {
    let held: Kernel | undefined = kernel;
    drops.push(() => (held = undefined));
    return () => {
      if (held === undefined) throw disposedError();
      return held;
    };
  }
}

type Sized = Pick<Block | Matrix, 'width' | 'capacity'>;

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function requireSize(name: string, value: number): void {
  if (!isSize(value)) throw new ArgumentError(name, 'a whole number from 0 on', value);
}

function requireRows(rows: number, a: Sized, b: Sized = a): void {
  requireSize('rows', rows);
  const capacity = Math.min(a.capacity, b.capacity);
  if (rows > capacity) throw new ArgumentError('rows', `at most ${capacity}`, rows);
}

function requireColumns(name: string, block: Sized, first: number, count: number): void {
  if (!isSize(first)) requireSize(`first column of ${name}`, first);
  if (!isSize(count)) requireSize(`number of columns of ${name}`, count);
  if (first + count > block.width) {
    throw new ArgumentError(name, `at least ${first + count} columns`, block.width);
  }
}

/** Returns the number of units. */
function requireUnits({ cats, nums, catOffsets, normMul, normSub }: UnitSpec): number {
  requireLength('catOffsets', catOffsets.length, cats + 1);
  if (normMul.length > 0) requireLength('normMul', normMul.length, nums);
  requireLength('normSub', normSub.length, normMul.length);
  return catOffsets[cats] + nums;
}

function requireLayer({ inputs, outputs, channels, weights, bias }: DenseSpec): void {
  requireLength('weights', weights.length, inputs * outputs * channels);
  requireLength('bias', bias.length, outputs * channels);
}

/** Returns the number of units of the first layer. */
function requireNetwork(spec: NetworkSpec): number {
  const units = requireUnits(spec.units);
  requireLength('layers', spec.layers.length, 1);
  spec.layers.forEach((layer, l) => {
    const { inputs } = layer;
    const before = l === 0 ? units : spec.layers[l - 1].outputs;
    if (inputs !== before) throw new ArgumentError(`inputs of layer ${l + 1}`, `${before}`, inputs);
    requireLayer(layer);
  });
  return units;
}

/** Rows that a kernel reads in `width` columns: a block's, or others as they lie. */
function requireCells(
  from: Block | NumberColumns,
  rows: number,
  width: number,
  readsColumns: boolean,
): void {
  if (!isColumns(from)) {
    requireRows(rows, from);
    requireColumns('input', from, 0, width);
    return;
  }
  if (from instanceof LentColumns) {
    requireSize('rows', rows);
    if (rows > from.rows) throw new ArgumentError('rows', `at most ${from.rows}`, rows);
    return;
  }
  const { columns, at } = from;
  if (!readsColumns) throw new ArgumentError('input', 'a block made by these kernels', 'columns');
  requireSize('rows', rows);
  requireSize('first row', at);
  requireLength('input', columns.length, width);
  for (const column of columns) requireLength('column', column.length, at + rows);
}

/** Rows that a network reads: in columns, or numbers as they lie. */
function requireSource(
  from: Block | NumberColumns | NumberRows,
  rows: number,
  spec: UnitSpec,
  readsColumns: boolean,
): void {
  const { cats, nums, catOffsets } = spec;
  if (!isRows(from)) {
    requireCells(from, rows, cats + nums, readsColumns);
    return;
  }
  const { values, at, stride } = from;
  requireSize('rows', rows);
  requireSize('start of rows', at);
  requireSize('cells of a row', stride);
  if (cats > 0 || catOffsets[0] > 0)
    throw new ArgumentError('rows', 'a block, for not all units are numbers', at);
  if (rows > 0) requireLength('rows', values.length, at + (rows - 1) * stride + nums);
}

function requireFeatures({ table: { column }, features, width }: ShapSpec): void {
  requireSize('width', width);
  requireLength('features', features.length, column.length);
  column.forEach((split, node) => {
    if (split >= 0 && !(features[node] >= 0 && features[node] < width - 1)) {
      throw new ArgumentError('features', `numbers below ${width - 1}`, features[node]);
    }
  });
}

function requireWidth(name: string, matrix: Sized, width: number): void {
  if (matrix.width !== width) throw new ArgumentError(name, `rows of ${width} cells`, matrix.width);
}

function requireLength(name: string, length: number, atLeast: number): void {
  if (length < atLeast) throw new ArgumentError(name, `at least ${atLeast} values`, length);
}

function requireRange(name: string, from: number, to: number, end: number): void {
  requireSize(name, from);
  requireSize(name, to);
  if (to > end) throw new ArgumentError(name, `a range that ends at ${end} or before`, to);
}

/** A copy, since what it is taken of must not be held. */
function shapeOf({ groupCount, treesPerGroup, columnCount }: ForestShape): ForestShape {
  return { groupCount, treesPerGroup, columnCount };
}
